using System.Text.Json;
using Operator.Plan;

namespace Operator.Staging;

/// <summary>
/// What is wanted of a manifest while it streams by: its metadata, where the tables of its models should be, and what of each there
/// is to see. Of very many models the first are remembered.
/// </summary>
internal sealed class ManifestReading : IJsonListener
{
    private const int MostRemembered = 500;
    private const int MostTested = 20_000;

    private readonly List<(string Id, FetchedModel Model)> _models = [];
    private readonly HashSet<string> _tested = [];
    private readonly NodeReading _node = new();
    private bool _isInNodes;

    public ArtifactHead Head { get; } = new();

    /// <summary>The most telling of each schema in turn, in an order that the same manifest always gives.</summary>
    public IReadOnlyList<FetchedModel> Models =>
    [
        .. _models.Select(found => found.Model with { Tested = _tested.Contains(found.Id) })
            .GroupBy(model => (model.Database, model.Schema))
            .SelectMany(schema => schema.OrderByDescending(Weight).Select((model, place) => (model, place)))
            .OrderBy(pair => pair.place)
            .Select(pair => pair.model)
            .Take(FetchMessage.MostModels),
    ];

    /// <summary>How many models have been read that show lineage and a description.</summary>
    public int Telling { get; private set; }

    public bool IsFull => _models.Count == MostRemembered;

    public void Hear(ref Utf8JsonReader json, long start, long end)
    {
        Head.Hear(ref json, start, end);
        switch (json.TokenType)
        {
            case JsonTokenType.PropertyName when json.CurrentDepth == 1:
                _isInNodes = json.ValueSpan.SequenceEqual("nodes"u8);
                break;
            case JsonTokenType.PropertyName when _isInNodes && json.CurrentDepth == 2:
                _node.Begin(JsonText.Of(ref json));
                break;
            case JsonTokenType.EndObject when _node.IsOpen && json.CurrentDepth == 2:
                End();
                break;
            case var _ when _node.IsOpen:
                _node.Hear(ref json);
                break;
        }
    }

    private void End()
    {
        _node.End();
        if (_node.Model is { } model && !IsFull)
        {
            _models.Add((_node.Id!, model));
            Telling += model is { Derived: true, Described: true } ? 1 : 0;
        }

        if (_node.IsTest && _tested.Count < MostTested)
        {
            _tested.UnionWith(_node.Parents);
        }
    }

    private static int Weight(FetchedModel model) => (model.Derived == true ? 1 : 0) + (model.Described == true ? 1 : 0) + (model.Tested == true ? 1 : 0);
}
