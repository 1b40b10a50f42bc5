using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Operator.Plan;

/// <summary>What the container that brings the artifacts leaves as its termination message. The operator reads those of older versions, too.</summary>
internal sealed record FetchMessage
{
    public const int Newest = 1;

    /// <summary>Kubernetes cuts what is longer.</summary>
    public const int MostBytes = 4096;

    public const int MostModels = 20;

    // Names in other scripts would take six letters for each of theirs.
    private static readonly JsonTypeInfo<FetchMessage> Readable =
        new FetchMessageJson(new JsonSerializerOptions(FetchMessageJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).FetchMessage;

    public int Format { get; init; } = Newest;

    /// <summary>Null where none was chosen.</summary>
    public FetchedRun? Run { get; init; }

    /// <summary>The run of the test results; null where it is the same.</summary>
    public FetchedRun? TestsFrom { get; init; }

    /// <summary>Files that the run does not have.</summary>
    public IReadOnlyList<string>? Missing { get; init; }

    /// <summary>How many test results got a message that they did not have.</summary>
    public int? FilledIn { get; init; }

    /// <summary>How often dbt Cloud asked for silence.</summary>
    [JsonPropertyName("http429")]
    public int? AskedForSilence { get; init; }

    /// <summary>Of document and image, where unchanged runs are skipped.</summary>
    public string? Digest { get; init; }

    /// <summary>The name of a <see cref="FetchReason"/>; null where all went well.</summary>
    public string? Reason { get; init; }

    public bool? Skipped { get; init; }

    public IReadOnlyList<FetchedModel>? Models { get; init; }

    /// <summary>What a success of this run leaves behind; null where unchanged runs are not skipped.</summary>
    [JsonIgnore]
    public SuccessMark? Mark => Run?.Id is { } run && Digest is { } digest ? new SuccessMark(run, TestsFrom?.Id ?? run, digest) : null;

    /// <summary>Compact, with as many of the models as fit.</summary>
    public byte[] Write()
    {
        for (var models = Math.Min(MostModels, Models?.Count ?? 0); ; models--)
        {
            var shown = this with { Models = models > 0 ? [.. Models!.Take(models)] : null };
            var bytes = JsonSerializer.SerializeToUtf8Bytes(shown, Readable);
            if (bytes.Length <= MostBytes || models == 0)
            {
                return bytes;
            }
        }
    }

    /// <summary>
    /// Null for what is no such message: cut, of a newer format, or a container's last words. One that is longer than Kubernetes lets a
    /// container leave was written by somebody else, and would be repeated in the status.
    /// </summary>
    public static FetchMessage? Read(string? text)
    {
        try
        {
            var message = text is null or { Length: > MostBytes } ? null : JsonSerializer.Deserialize(text, FetchMessageJson.Default.FetchMessage);
            return message is { Format: >= 1 and <= Newest } ? message : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A run of dbt Cloud, in as few words as tell it.</summary>
internal sealed record FetchedRun(string? Id, string? JobId, string? Status, DateTimeOffset? FinishedAt);

/// <summary>Where a model's table should be.</summary>
internal sealed record FetchedModel(string? Database, string? Schema, string? Alias)
{
    /// <summary>It reads other tables, so that there is lineage to show; null where that was not looked at.</summary>
    public bool? Derived { get; init; }

    /// <summary>It or one of its columns has a description in dbt.</summary>
    public bool? Described { get; init; }

    /// <summary>A test is attached to it.</summary>
    public bool? Tested { get; init; }
}

/// <summary>JSON of the message, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FetchMessage))]
internal sealed partial class FetchMessageJson : JsonSerializerContext;
