using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Operator.Hosting.Verbs;

/// <summary>Reads YAML, and so JSON, into JSON as kubectl does, over the parser alone: nothing is made by reflection.</summary>
internal sealed class YamlReading
{
    /// <summary>A file of a hundred large resources has a tenth of this; aliases that multiply themselves have no end.</summary>
    private const int MostNodes = 50_000;

    private const int Deepest = 64;

    private readonly string _source;
    private readonly IParser _parser;
    private readonly Dictionary<AnchorName, JsonNode?> _anchors = [];
    private readonly Dictionary<JsonNode, int> _lines = new(ReferenceEqualityComparer.Instance);
    private int _nodes;

    private YamlReading(string source, TextReader text) => (_source, _parser) = (source, new Parser(text));

    /// <summary>Every document of a text, up to the first that cannot be read.</summary>
    public static (IReadOnlyList<YamlDocument> Documents, Complaint? Complaint) Read(string source, TextReader text)
    {
        var documents = new List<YamlDocument>();
        try
        {
            var reading = new YamlReading(source, text);
            reading._parser.Consume<StreamStart>();
            while (!reading._parser.TryConsume<StreamEnd>(out _))
            {
                documents.AddRange(reading.Document());
            }

            return (documents, null);
        }
        catch (YamlTrouble unreadable)
        {
            return (documents, new Complaint(source, unreadable.Line, unreadable.Message));
        }
        catch (YamlException broken)
        {
            // The parser's own sentence may quote the text, which may be a token: its kind decides on ours.
            return (documents, new Complaint(source, (int)broken.Start.Line, $"this is not YAML (column {broken.Start.Column}): {YamlTrouble.MeaningOf(broken)}"));
        }
    }

    private IEnumerable<YamlDocument> Document()
    {
        var start = _parser.Consume<DocumentStart>();
        _anchors.Clear();
        _lines.Clear();
        var line = (int)(_parser.Current?.Start.Line ?? start.Start.Line);
        var root = Node(0);
        _parser.Consume<DocumentEnd>();
        return root switch
        {
            null => [],
            JsonObject map => [new YamlDocument(_source, map, line, new Dictionary<JsonNode, int>(_lines, ReferenceEqualityComparer.Instance))],
            _ => throw new YamlTrouble(line, "a document is a map with apiVersion, kind, metadata and spec, not a list or a text"),
        };
    }

    private JsonNode? Node(int depth)
    {
        var line = (int)_parser.Current!.Start.Line;
        if (++_nodes > MostNodes || depth > Deepest)
        {
            throw new YamlTrouble(line, $"this is larger or deeper than any resource can be (more than {MostNodes} values or {Deepest} levels); split the file");
        }

        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return _anchors.TryGetValue(alias.Value, out var known) ? Copy(known, line) : throw new YamlTrouble(line, "an alias (*name) has no anchor (&name) before it; a text that begins with * needs quotes");
        }

        var anchor = (_parser.Current as NodeEvent)?.Anchor ?? AnchorName.Empty;
        var node = _parser.TryConsume<Scalar>(out var scalar) ? YamlScalars.Read(scalar, line)
            : _parser.TryConsume<SequenceStart>(out _) ? List(depth)
            : Map(depth);
        if (node is not null)
        {
            _lines[node] = line;
        }

        if (!anchor.IsEmpty)
        {
            _anchors[anchor] = node;
        }

        return node;
    }

    private JsonArray List(int depth)
    {
        var list = new JsonArray();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            list.Add(Node(depth + 1));
        }

        return list;
    }

    private JsonObject Map(int depth)
    {
        _parser.Consume<MappingStart>();
        var map = new JsonObject();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var line = (int)_parser.Current!.Start.Line;
            var key = _parser.TryConsume<Scalar>(out var scalar) ? scalar.Value : throw new YamlTrouble(line, "the key of a map has to be a text");
            var value = Node(depth + 1);
            if (!map.TryAdd(key, value))
            {
                throw new YamlTrouble(line, $"the key {YamlScalars.Shown(key)} stands in this map twice; remove one of them");
            }

            if (value is not null)
            {
                _lines[value] = line;
            }
        }

        return map;
    }

    /// <summary>What an alias repeats is counted again, each time.</summary>
    private JsonNode? Copy(JsonNode? known, int line)
    {
        var copy = known?.DeepClone();
        _nodes += Count(copy);
        if (_nodes > MostNodes)
        {
            throw new YamlTrouble(line, "aliases multiply this text beyond what a resource can be; write it out");
        }

        if (copy is not null)
        {
            _lines[copy] = line;
        }

        return copy;
    }

    private static int Count(JsonNode? node) => node switch
    {
        JsonObject map => 1 + map.Sum(pair => Count(pair.Value)),
        JsonArray list => 1 + list.Sum(Count),
        _ => 1,
    };
}
