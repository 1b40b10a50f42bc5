using System.Text.Json.Nodes;

namespace Sandbox.Ingestion;

/// <summary>What came back from a call: a status with a body, or the trouble that kept it from coming.</summary>
internal sealed record Answer(int Status, string Text, string? Trouble, bool NoConnection = false)
{
    public JsonNode? Body { get; } = Parse(Text);

    public bool IsGood => Trouble is null && Status is >= 200 and < 300;

    /// <summary>What the server, or the lack of one, has to say.</summary>
    public string Message =>
        Trouble ?? ((Body as JsonObject)?["message"]?.ToString() is { Length: > 0 } message ? message : $"HTTP {Status}");

    /// <summary>An entity, or null where the answer is anything else.</summary>
    public JsonObject? Entity => IsGood && Body is JsonObject entity && entity.ContainsKey("id") ? entity : null;

    private static JsonNode? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
