namespace Operator.OpenMetadata;

/// <summary>The version of a server as it names itself, such as <c>1.13.3</c>.</summary>
internal sealed record OpenMetadataVersion(string Text);
