namespace Operator.Image;

/// <summary>This machine lacks a file that belongs into the image.</summary>
internal sealed class MissingFileException(string what, string advice) : Exception($"There is no {what}: {advice}.");
