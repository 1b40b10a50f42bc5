using System.Diagnostics.CodeAnalysis;
using System.Text;
using Operator.Cluster.Api;

namespace Operator.Cluster;

/// <summary>Reads one key of a Secret or ConfigMap. The value goes to the caller as it is, white space included, and stays nowhere.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A semaphore whose wait handle nobody takes holds nothing to dispose.")]
internal sealed class KeyReads(ApiClient api)
{
    /// <summary>Letters that a value may have; in base64 they are a third more. Neither a token nor a bundle has as many.</summary>
    private const int Longest = 512 * 1024;

    /// <summary>Each read may bring an object of a megabyte and more.</summary>
    private readonly SemaphoreSlim _atOnce = new(4);

    public Task<KeyAnswer> ReadSecretAsync(string @namespace, string name, string key, CancellationToken cancellationToken) =>
        ReadAsync(ApiResource.Secrets.Named(@namespace, name), secret => Decode(secret.Data, key), cancellationToken);

    public Task<KeyAnswer> ReadConfigMapAsync(string @namespace, string name, string key, CancellationToken cancellationToken) =>
        ReadAsync(
            ApiResource.ConfigMaps.Named(@namespace, name),
            map => map.Data?.GetValueOrDefault(key) ?? Decode(map.BinaryData, key),
            cancellationToken);

    private async Task<KeyAnswer> ReadAsync(ApiPath path, Func<KeyedObject, string?> valueOf, CancellationToken cancellationToken)
    {
        await _atOnce.WaitAsync(cancellationToken);
        try
        {
            return AnswerOf(await api.SendAsync(ApiRequest.Get(path), ClusterJson.Default.KeyedObject, cancellationToken), valueOf);
        }
        finally
        {
            _atOnce.Release();
        }
    }

    private static KeyAnswer AnswerOf(ApiAnswer<KeyedObject> answer, Func<KeyedObject, string?> valueOf) => answer switch
    {
        { Body: { } read } when valueOf(read) is { } value => value.Length > Longest ? new KeyAnswer.TooLong(RevisionOf(read)) : new KeyAnswer.Found(value, RevisionOf(read)),
        { Body: { } read } => new KeyAnswer.KeyMissing(RevisionOf(read), KeysOf(read)),
        { Failure.Code: 404 } => new KeyAnswer.ObjectMissing(),
        { Failure.Code: 403 } => new KeyAnswer.Forbidden(),
        _ => new KeyAnswer.Unavailable(InOurWords(answer.Failure!)),
    };

    /// <summary>A server that fails over a Secret may quote it: of its own words none are passed on.</summary>
    private static string InOurWords(ApiFailure failure) =>
        failure.Code == ApiFailure.NoAnswer ? failure.Message : $"the API server answered HTTP {failure.Code} where a Secret or ConfigMap was read";

    private static string? Decode(IReadOnlyDictionary<string, string>? base64, string key) =>
        base64?.GetValueOrDefault(key) is { } encoded ? (encoded.Length > Longest ? encoded : Encoding.UTF8.GetString(Convert.FromBase64String(encoded))) : null;

    private static string RevisionOf(KeyedObject read) => $"{read.Metadata?.Uid}/{read.Metadata?.ResourceVersion}";

    private static string[] KeysOf(KeyedObject read) =>
        [.. (read.Data?.Keys ?? []).Concat(read.BinaryData?.Keys ?? []).Order(StringComparer.Ordinal)];
}
