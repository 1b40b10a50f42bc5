using System.Text.Json;
using Operator.Plan;

namespace Operator.Staging;

/// <summary>What is wanted of a manifest while it streams by: its metadata, and where the tables of its first models should be.</summary>
internal sealed class ManifestReading : IJsonListener
{
    private readonly List<FetchedModel> _models = [];
    private bool _isInNodes;
    private bool _isModel;
    private bool _isInConfig;
    private bool _hasTable;
    private string? _member;
    private FetchedModel _model = new(null, null, null);

    public ArtifactHead Head { get; } = new();

    public IReadOnlyList<FetchedModel> Models => _models;

    public void Hear(ref Utf8JsonReader json, long start, long end)
    {
        Head.Hear(ref json, start, end);
        switch (json.TokenType)
        {
            case JsonTokenType.PropertyName when json.CurrentDepth == 1:
                _isInNodes = json.ValueSpan.SequenceEqual("nodes"u8);
                break;
            case JsonTokenType.PropertyName when _isInNodes && json.CurrentDepth == 2:
                Begin(isModel: json.ValueSpan.StartsWith("model."u8) && _models.Count < FetchMessage.MostModels);
                break;
            case JsonTokenType.EndObject when _isModel && json.CurrentDepth == 2:
                End();
                break;
            case var _ when _isModel:
                HearOfModel(ref json);
                break;
        }
    }

    private void Begin(bool isModel) => (_isModel, _isInConfig, _hasTable, _member, _model) = (isModel, false, true, null, new FetchedModel(null, null, null));

    private void HearOfModel(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.PropertyName when json.CurrentDepth == 3:
                _member = JsonText.Of(ref json);
                _isInConfig = _member == "config";
                break;
            case JsonTokenType.PropertyName when _isInConfig && json.CurrentDepth == 4:
                _member = JsonText.Of(ref json);
                break;
            case JsonTokenType.String when json.CurrentDepth == 3:
                Note(JsonText.Of(ref json));
                break;
            case JsonTokenType.String when _isInConfig && json.CurrentDepth == 4 && _member == "materialized":
                _hasTable = !json.ValueSpan.SequenceEqual("ephemeral"u8);
                break;
        }
    }

    private void Note(string? text) => _model = _member switch
    {
        "database" => _model with { Database = text },
        "schema" => _model with { Schema = text },
        "alias" => _model with { Alias = text },
        _ => _model,
    };

    private void End()
    {
        _isModel = false;
        if (_hasTable && _model.Alias is not null)
        {
            _models.Add(_model);
        }
    }
}
