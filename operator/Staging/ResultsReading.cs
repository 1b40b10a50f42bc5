using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace Operator.Staging;

/// <summary>A stretch of a file, in bytes.</summary>
internal readonly record struct Stretch(long Start, long End);

/// <summary>One result in a file of results, by its place: thousands of them cost no more than that.</summary>
/// <param name="Node">Tells nodes apart; null for a result that names none.</param>
/// <param name="Gap">Where the file has null for the message of a test that was run.</param>
/// <param name="Filling">What may stand there; null where there is no gap.</param>
internal readonly record struct ResultPlace(Stretch Place, UInt128? Node, Stretch Gap, byte[]? Filling);

/// <summary>What is wanted of run_results.json while it streams by: where each result is, and whether its tests were run at all.</summary>
internal sealed class ResultsReading : IJsonListener
{
    private static readonly byte[] Passed = "\"Passed\""u8.ToArray();
    private static readonly byte[] Warned = "\"Warned\""u8.ToArray();
    private static readonly byte[] Failed = "\"Failed\""u8.ToArray();

    private readonly List<ResultPlace> _results = [];
    private readonly List<Stretch> _others = [];
    private bool _isInResults;
    private long _since;
    private string? _member;
    private Current _result;
    private int _run;

    public ArtifactHead Head { get; } = new();

    public IReadOnlyList<ResultPlace> Results => _results;

    /// <summary>The other members of the document, each with its name.</summary>
    public IReadOnlyList<Stretch> Others => _others;

    public int Tests { get; private set; }

    /// <summary>A step that only compiles calls every test a success, and says nothing about it.</summary>
    public bool OnlyCompiled => Tests > 0 && _run == 0;

    public void Hear(ref Utf8JsonReader json, long start, long end)
    {
        Head.Hear(ref json, start, end);
        switch (json.TokenType)
        {
            case JsonTokenType.PropertyName when json.CurrentDepth == 1:
                (_isInResults, _since) = (json.ValueSpan.SequenceEqual("results"u8), start);
                break;
            case not (JsonTokenType.StartObject or JsonTokenType.StartArray) when json.CurrentDepth == 1 && !_isInResults:
                _others.Add(new Stretch(_since, end));
                break;
            case JsonTokenType.StartObject when _isInResults && json.CurrentDepth == 2:
                (_since, _result) = (start, default);
                break;
            case JsonTokenType.EndObject when _isInResults && json.CurrentDepth == 2:
                End(end);
                break;
            case JsonTokenType.PropertyName when _isInResults && json.CurrentDepth == 3:
                _member = JsonText.Of(ref json);
                break;
            case JsonTokenType.String or JsonTokenType.Null when _isInResults && json.CurrentDepth == 3:
                Note(ref json, new Stretch(start, end));
                break;
        }
    }

    private void Note(ref Utf8JsonReader json, Stretch place)
    {
        var isNull = json.TokenType is JsonTokenType.Null;
        _result = _member switch
        {
            "unique_id" when !isNull => _result with { Node = NodeOf(json.ValueSpan), IsTest = json.ValueSpan.StartsWith("test."u8) || json.ValueSpan.StartsWith("unit_test."u8) },
            "status" when !isNull => _result with { IsSuccess = json.ValueSpan.SequenceEqual("success"u8), Filling = FillingFor(ref json) },
            "message" => _result with { HasMessage = !isNull, Gap = isNull ? place : null },
            _ => _result,
        };
    }

    private static UInt128 NodeOf(ReadOnlySpan<byte> id) => BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(id));

    private void End(long end)
    {
        // Tests that are run pass or fail; success is the word for what has merely been compiled.
        var wasRun = _result.IsTest && (_result.HasMessage || !_result.IsSuccess);
        var filling = wasRun && _result.Gap is not null ? _result.Filling : null;
        _results.Add(new ResultPlace(new Stretch(_since, end), _result.Node, _result.Gap ?? default, filling));
        Tests += _result.IsTest ? 1 : 0;
        _run += wasRun ? 1 : 0;
    }

    /// <summary>Any text does; these are what dbt's own log calls it.</summary>
    private static byte[]? FillingFor(ref Utf8JsonReader json) =>
        json.ValueSpan.SequenceEqual("pass"u8) ? Passed
        : json.ValueSpan.SequenceEqual("warn"u8) ? Warned
        : json.ValueSpan.SequenceEqual("fail"u8) || json.ValueSpan.SequenceEqual("error"u8) ? Failed
        : null;

    private readonly record struct Current(UInt128? Node, bool IsTest, bool IsSuccess, bool HasMessage, Stretch? Gap, byte[]? Filling);
}
