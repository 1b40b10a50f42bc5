using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Operator.Hosting.Verbs;

/// <summary>The ticks for scripts.</summary>
internal static class CheckJson
{
    public static string Of(IReadOnlyList<CheckedIngestion> all) =>
        JsonSerializer.Serialize(new CheckPage(VerbExit.Worst(all.Select(one => one.ExitCode)), [.. all.Select(Of)]), ReadableJson.Of.CheckPage);

    private static CheckEntry Of(CheckedIngestion one) => new(
        one.Manifest.Ingestion.Key.Namespace, one.Manifest.Ingestion.Key.Name, one.Manifest.Source, one.Manifest.Line, one.Result, [.. one.Lines.Select(Of)]);

    public static CheckTick Of(CheckLine line) =>
        new(line.Name, line.Filter, line.Result, line.Reason, line.Message, line.Took is { } took ? (long)Math.Ceiling(took.TotalMilliseconds) : null);
}

/// <summary>What <c>check -o json</c> prints.</summary>
internal sealed record CheckPage(int ExitCode, IReadOnlyList<CheckEntry> Ingestions);

internal sealed record CheckEntry(string Namespace, string Name, string File, int Line, string Result, IReadOnlyList<CheckTick> Checks);

internal sealed record CheckTick(string Name, string? Filter, string Result, string? Reason, string? Message, long? DurationMilliseconds);

/// <summary>JSON of what verbs print, apart from the resource itself.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(CheckPage))]
[JsonSerializable(typeof(VerifiedPage))]
[JsonSerializable(typeof(ProbePage))]
[JsonSerializable(typeof(IReadOnlyList<ListedAccount>))]
[JsonSerializable(typeof(IReadOnlyList<ListedProject>))]
[JsonSerializable(typeof(IReadOnlyList<ListedJob>))]
internal sealed partial class VerbJson : JsonSerializerContext;

/// <summary>The same with quotes and umlauts as they are: nothing here ends in a web page.</summary>
internal static class ReadableJson
{
    public static VerbJson Of { get; } = new(new JsonSerializerOptions(VerbJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
