using System.Text.Json;
using Operator.Plan;

namespace Operator.Staging;

/// <summary>One node of a manifest, a model or a test, while it streams by.</summary>
internal sealed class NodeReading
{
    private const int MostParents = 20;

    private readonly List<string> _parents = [];
    private string? _member;
    private string? _below;
    private bool _isModel;
    private bool _hasTable;
    private bool _isDescribed;
    private FetchedModel _model = new(null, null, null);

    public string? Id { get; private set; }

    public bool IsOpen { get; private set; }

    public bool IsTest { get; private set; }

    /// <summary>What it reads; of very much only the first.</summary>
    public IReadOnlyList<string> Parents => _parents;

    /// <summary>Null for what is no model, or makes no table.</summary>
    public FetchedModel? Model => _isModel && _hasTable && _model.Alias is not null ? _model with { Derived = _parents.Count > 0, Described = _isDescribed } : null;

    public void Begin(string? id)
    {
        (_isModel, IsTest) = (id?.StartsWith("model.", StringComparison.Ordinal) == true, id?.StartsWith("test.", StringComparison.Ordinal) == true);
        (Id, IsOpen, _hasTable, _isDescribed) = (id, _isModel || IsTest, true, false);
        (_member, _below, _model) = (null, null, new FetchedModel(null, null, null));
        _parents.Clear();
    }

    public void End() => IsOpen = false;

    public void Hear(ref Utf8JsonReader json)
    {
        switch (json.TokenType, json.CurrentDepth)
        {
            case (JsonTokenType.PropertyName, 3):
                (_member, _below) = (JsonText.Of(ref json), null);
                break;
            case (JsonTokenType.PropertyName, 4) when _member is "config" or "depends_on":
            case (JsonTokenType.PropertyName, 5) when _member is "columns":
                _below = JsonText.Of(ref json);
                break;
            case (JsonTokenType.String, 3):
                Note(ref json);
                break;
            case (JsonTokenType.String, 4) when _member is "config" && _below is "materialized":
                _hasTable = !json.ValueSpan.SequenceEqual("ephemeral"u8);
                break;
            case (JsonTokenType.String, 5) when _member is "columns" && _below is "description":
                _isDescribed |= json.ValueSpan.Length > 0;
                break;
            case (JsonTokenType.String, 5) when _member is "depends_on" && _below is "nodes" && _parents.Count < MostParents && JsonText.Of(ref json) is { } parent:
                _parents.Add(parent);
                break;
        }
    }

    private void Note(ref Utf8JsonReader json)
    {
        switch (_member)
        {
            case "database":
                _model = _model with { Database = JsonText.Of(ref json) };
                break;
            case "schema":
                _model = _model with { Schema = JsonText.Of(ref json) };
                break;
            case "alias":
                _model = _model with { Alias = JsonText.Of(ref json) };
                break;
            case "description":
                _isDescribed |= json.ValueSpan.Length > 0;
                break;
        }
    }
}
