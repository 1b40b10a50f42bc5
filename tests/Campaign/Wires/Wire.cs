using System.Net;
using Campaign.Faults;

namespace Campaign.Wires;

/// <summary>One connection: from an operator process to one of those that it calls.</summary>
internal sealed class Wire(Wires wires, Target target, HttpMessageHandler server) : HttpMessageHandler
{
    private readonly HttpMessageInvoker _server = new(server, disposeHandler: false);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = wires.Number(target, request);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, wires.Torn);
        try
        {
            return await MetAsync(call, request, either.Token);
        }
        catch (OperationCanceledException) when (wires.IsTorn)
        {
            throw Reset();
        }
    }

    private async Task<HttpResponseMessage> MetAsync(Call call, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (wires.IsTorn || wires.Refused)
        {
            throw Reset();
        }

        await wires.BreatheAsync(call, cancellationToken);
        await wires.There.PassAsync(cancellationToken);
        var effect = wires.Faults.Meet(call);
        if (effect is Effect.Late late)
        {
            await Task.Delay(late.By, wires.Time, cancellationToken);
        }

        return effect switch
        {
            Effect.Reset => throw Reset(),
            Effect.CrashBefore => throw Crashed(),
            Effect.Answer answer => answer.Make(),
            Effect.Silent => await NeverAsync(cancellationToken),
            _ => await CarryAsync(call, effect, request, cancellationToken),
        };
    }

    private async Task<HttpResponseMessage> CarryAsync(Call call, Effect? effect, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
        // What has been sent cannot be called back: the answer may be lost, the request is not.
        var answer = await _server.SendAsync(request, call.IsWrite ? CancellationToken.None : cancellationToken);
        if (call.IsWrite)
        {
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
            wires.Log.Add(new Written(wires.Time.GetUtcNow(), call, body, (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken)) { IsHeard = effect is not (Effect.LoseAnswer or Effect.CrashAfter) });
        }

        switch (effect)
        {
            case Effect.LoseAnswer:
                answer.Dispose();
                throw Reset();
            case Effect.CrashAfter:
                answer.Dispose();
                throw Crashed();
        }

        await wires.Back.PassAsync(cancellationToken);
        return await WiredAsync(call, answer, (effect as Effect.Cut)?.After, cancellationToken);
    }

    private async Task<HttpResponseMessage> WiredAsync(Call call, HttpResponseMessage answer, int? breaksAfter, CancellationToken cancellationToken)
    {
        IReadOnlyList<Gate> gates = !call.IsWatch ? [wires.Back]
            : call.Path.EndsWith("/dbtcloudingestions", StringComparison.Ordinal) ? [wires.Back, wires.Watches, wires.WatchesOfIngestions]
            : [wires.Back, wires.Watches];
        var content = new StreamContent(new WiredStream(await answer.Content.ReadAsStreamAsync(cancellationToken), gates, breaksAfter, wires.Torn));
        foreach (var (name, values) in answer.Content.Headers.NonValidated)
        {
            content.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values);
        }

        answer.Content = content;
        return answer;
    }

    private static async Task<HttpResponseMessage> NeverAsync(CancellationToken cancellationToken)
    {
        await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        return new HttpResponseMessage(HttpStatusCode.NoContent);
    }

    private HttpRequestException Crashed()
    {
        wires.Tear();
        return Reset();
    }

    private static HttpRequestException Reset() => new(HttpRequestError.ConnectionError, "The connection was reset.");
}
