using System.Diagnostics;
using System.Text.Json.Serialization.Metadata;
using Operator.DbtCloud.Wire;
using Operator.Outbound;

namespace Operator.DbtCloud;

/// <summary>One account seen with one token for the time of a question: asks at a path and puts the answer into our words.</summary>
internal sealed class DbtCloudAccess(IOutboundCalls outbound, DbtAccount account, AccessToken token, CancellationToken cancellationToken)
{
    /// <summary>One thing by its id; an id that could lead out of the account is not asked for.</summary>
    public Task<DbtCloudAnswer<T>> OneAsync<TWire, T>(
        string id, Func<string, string> pathOf, JsonTypeInfo<Envelope<TWire>> type, Func<TWire, T?> translate, Payload payload = Payload.Answer)
        where TWire : class
        where T : class =>
        AskByIdAsync(id, pathOf, type, envelope => FoundOrNothing(envelope.Data is { } data ? translate(data) : null), payload);

    /// <summary>The account itself.</summary>
    public async Task<DbtCloudAnswer<T>> ItselfAsync<TWire, T>(JsonTypeInfo<Envelope<TWire>> type, Func<TWire, T?> translate)
        where TWire : class
        where T : class =>
        OfTheAccount(await AskAsync(path: "", type, envelope => FoundOrNothing(envelope.Data is { } data ? translate(data) : null)));

    /// <summary>A list of the account, read as one.</summary>
    public async Task<DbtCloudAnswer<T>> ListAsync<TWire, T>(
        string path, JsonTypeInfo<Envelope<List<TWire?>>> type, Func<Envelope<List<TWire?>>, T> translate)
        where TWire : class
        where T : class =>
        OfTheAccount(await AskAsync(path, type, envelope => Found(translate(envelope))));

    /// <summary>One page of a list of the account.</summary>
    public Task<DbtCloudAnswer<DbtPage<T>>> PageAsync<TWire, T>(
        string path, JsonTypeInfo<Envelope<List<TWire?>>> type, Func<TWire, T?> translate)
        where TWire : class
        where T : class =>
        ListAsync(path, type, envelope => new DbtPage<T>(
            [.. (envelope.Data ?? []).OfType<TWire>().Select(translate).OfType<T>()],
            envelope.Data?.Count ?? 0,
            envelope.Extra?.Pagination?.TotalCount));

    /// <summary>Something that belongs to the thing with this id.</summary>
    public Task<DbtCloudAnswer<T>> AskByIdAsync<TWire, T>(
        string id,
        Func<string, string> pathOf,
        JsonTypeInfo<Envelope<TWire>> type,
        Func<Envelope<TWire>, DbtCloudAnswer<T>> translate,
        Payload payload = Payload.Answer,
        JsonLimits? limits = null)
        where T : class =>
        DbtPath.IsId(id) ? AskAsync(pathOf(id), type, translate, payload, limits) : Task.FromResult<DbtCloudAnswer<T>>(new DbtCloudAnswer<T>.Missing());

    /// <summary>A file of a run, read as far as <paramref name="read"/> wants it. dbt Cloud may hand it out from another host, which gets no token.</summary>
    public async Task<DbtCloudAnswer<T>> FileAsync<T>(string runId, string file, Func<Stream, CancellationToken, ValueTask<T>> read)
        where T : class
    {
        if (!DbtPath.IsId(runId))
        {
            return new DbtCloudAnswer<T>.Missing();
        }

        var call = new OutboundCall(account.Api($"runs/{runId}/artifacts/{file}"))
        {
            Token = token,
            Quota = account.Id,
            Accept = "*/*",
            Payload = Payload.Artifact,
            OtherHosts = OtherHosts.FollowWithoutToken,
        };
        return AnswerOf(await outbound.AskAsync(call, (response, aborted) => DbtCloudReply.ReadFileAsync(response, read, aborted), cancellationToken));
    }

    private async Task<DbtCloudAnswer<T>> AskAsync<TWire, T>(
        string path,
        JsonTypeInfo<Envelope<TWire>> type,
        Func<Envelope<TWire>, DbtCloudAnswer<T>> translate,
        Payload payload = Payload.Answer,
        JsonLimits? limits = null)
        where T : class
    {
        var call = new OutboundCall(account.Api(path)) { Token = token, Quota = account.Id, Payload = payload };
        return AnswerOf(await outbound.AskAsync(
            call, (response, aborted) => DbtCloudReply.ReadAsync(response, type, translate, aborted, limits), cancellationToken));
    }

    private static DbtCloudAnswer<T> AnswerOf<T>(OutboundAnswer<DbtCloudAnswer<T>> answer) => answer switch
    {
        OutboundAnswer<DbtCloudAnswer<T>>.Received { Value: var value } => value,
        OutboundAnswer<DbtCloudAnswer<T>>.Failed { Why: var why } => new DbtCloudAnswer<T>.Failed(DbtCloudFailure.From(why)),
        _ => throw new UnreachableException(),
    };

    private static DbtCloudAnswer<T> Found<T>(T value) => new DbtCloudAnswer<T>.Found(value);

    private static DbtCloudAnswer<T> FoundOrNothing<T>(T? value)
        where T : class =>
        value is null ? DbtCloudReply.Unexpected<T>(UnexpectedAnswer.NoEnvelope) : Found(value);

    // The account and its lists exist whenever the token belongs to it.
    private static DbtCloudAnswer<T> OfTheAccount<T>(DbtCloudAnswer<T> answer) =>
        answer is DbtCloudAnswer<T>.Missing ? new DbtCloudAnswer<T>.Failed(new DbtCloudFailure.Refused(RefusalReason.WrongAccount)) : answer;
}
