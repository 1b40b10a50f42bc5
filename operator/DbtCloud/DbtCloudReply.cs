using System.Text.Json.Serialization.Metadata;
using Operator.DbtCloud.Wire;
using Operator.Outbound;

namespace Operator.DbtCloud;

/// <summary>Reads one answer of dbt Cloud and says what it means.</summary>
internal static class DbtCloudReply
{
    /// <summary>The answer's data as <paramref name="translate"/> understands it; null data is for it to judge, a null of its own is no answer.</summary>
    public static async ValueTask<DbtCloudAnswer<T>> ReadAsync<TWire, T>(
        OutboundResponse response, JsonTypeInfo<Envelope<TWire>> type, Func<Envelope<TWire>, DbtCloudAnswer<T>> translate, CancellationToken cancellationToken, JsonLimits? limits = null)
        where T : class
    {
        if (!response.IsSuccess)
        {
            return await ReadRefusalAsync<T>(response, cancellationToken);
        }

        return await response.ReadJsonAsync(type, cancellationToken, limits) switch
        {
            JsonReading<Envelope<TWire>>.Value { Content: { Status: null, Data: null } } => Unexpected<T>(UnexpectedAnswer.NoEnvelope),
            JsonReading<Envelope<TWire>>.Value { Content: { Status: { Code: >= 400 and var code } status } } => Refusal<T>(code, status, isOfAddress: false),
            JsonReading<Envelope<TWire>>.Value { Content: var envelope } => translate(envelope),
            JsonReading<Envelope<TWire>>.Html => Unexpected<T>(UnexpectedAnswer.Html),
            _ => Unexpected<T>(UnexpectedAnswer.BrokenJson),
        };
    }

    /// <summary>A file as it is, without an envelope.</summary>
    public static async ValueTask<DbtCloudAnswer<T>> ReadFileAsync<T>(
        OutboundResponse response, Func<Stream, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
        where T : class =>
        response.IsSuccess ? new DbtCloudAnswer<T>.Found(await read(response.Body, cancellationToken)) : await ReadRefusalAsync<T>(response, cancellationToken);

    public static DbtCloudAnswer<T> Unexpected<T>(UnexpectedAnswer what, int? status = null) =>
        new DbtCloudAnswer<T>.Failed(new DbtCloudFailure.Unexpected(what, status));

    private static async ValueTask<DbtCloudAnswer<T>> ReadRefusalAsync<T>(OutboundResponse response, CancellationToken cancellationToken)
    {
        var reading = await response.ReadJsonAsync(DbtCloudWire.Default.RefusalEnvelope, cancellationToken);
        var envelope = (reading as JsonReading<RefusalEnvelope>.Value)?.Content;

        // Without the envelope it was not dbt Cloud that spoke: a proxy, or a path that its host does not serve.
        // A 401 stays one: a wrong host may well ask for other credentials in words of its own.
        if (envelope?.Status is null && response.Status != 401)
        {
            return Unexpected<T>(reading is JsonReading<RefusalEnvelope>.Html ? UnexpectedAnswer.Html : UnexpectedAnswer.Status, response.Status);
        }

        return Refusal<T>(response.Status, envelope?.Status, envelope is not null && IsOfAddress(envelope));
    }

    private static DbtCloudAnswer<T> Refusal<T>(int code, EnvelopeStatus? status, bool isOfAddress) => code switch
    {
        401 when Says(status, "unpaid account") => Refused<T>(RefusalReason.PlanNotPaid),
        401 => Refused<T>(RefusalReason.InvalidTokenOrHost),
        403 when isOfAddress => Refused<T>(RefusalReason.IpNotAllowlisted),
        403 => Refused<T>(RefusalReason.WrongAccount),
        404 => new DbtCloudAnswer<T>.Missing(),
        _ => Unexpected<T>(UnexpectedAnswer.Status, code),
    };

    private static DbtCloudAnswer<T> Refused<T>(RefusalReason reason) => new DbtCloudAnswer<T>.Failed(new DbtCloudFailure.Refused(reason));

    private static bool Says(EnvelopeStatus? status, string words) => status?.UserMessage?.Contains(words, StringComparison.OrdinalIgnoreCase) == true;

    private static bool IsOfAddress(RefusalEnvelope envelope) =>
        envelope.Data is { ValueKind: System.Text.Json.JsonValueKind.Object } data
        && data.TryGetProperty("account_access_denied", out var denied) && denied.ValueKind is System.Text.Json.JsonValueKind.True;
}
