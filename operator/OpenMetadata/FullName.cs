namespace Operator.OpenMetadata;

/// <summary>OpenMetadata's full names: a part with a dot stands in double quotes.</summary>
internal static class FullName
{
    public static string Part(string name) => name.Contains('.') && !name.StartsWith('"') ? $"\"{name}\"" : name;
}
