using System.Text.Json;

namespace Operator.Staging;

/// <summary>What the metadata of an artifact say: the texts among them, by their names.</summary>
internal sealed class ArtifactHead : IJsonListener
{
    private readonly Dictionary<string, string> _texts = [];
    private bool _isInMetadata;
    private string? _member;

    public string? SchemaUrl => this["dbt_schema_version"];

    public string? this[string name] => _texts.GetValueOrDefault(name);

    public void Hear(ref Utf8JsonReader json, long start, long end)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.PropertyName when json.CurrentDepth == 1:
                _isInMetadata = json.ValueSpan.SequenceEqual("metadata"u8);
                break;
            case JsonTokenType.PropertyName when _isInMetadata && json.CurrentDepth == 2:
                _member = JsonText.Of(ref json);
                break;
            case JsonTokenType.String when _isInMetadata && json.CurrentDepth == 2 && _member is { } name && JsonText.Of(ref json) is { } text:
                _texts[name] = text;
                break;
        }
    }
}
