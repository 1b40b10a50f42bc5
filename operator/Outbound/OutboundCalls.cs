using System.Net;
using Polly.CircuitBreaker;

namespace Operator.Outbound;

/// <summary>Carries a call through policy, sharing, repetition, admission and circuit breaker, and follows redirects as far as the call allows.</summary>
internal sealed class OutboundCalls(
    HostPolicy policy, SharedCalls shared, Resilience resilience, Admission admission, Exchange exchange) : IOutboundCalls
{
    private const int MostRedirects = 3;

    /// <summary>Calls over real connections.</summary>
    public static OutboundCalls Over(OutboundOptions options, TimeProvider time, Func<double> randomness, IOutboundObserver? observer = null)
    {
        var connections = new GuardedConnections(options, new HostPolicy(options), Dns.GetHostAddressesAsync, time);
        return Over(options, connections, time, randomness, observer);
    }

    /// <summary>Calls over connections of somebody else's making.</summary>
    public static OutboundCalls Over(
        OutboundOptions options, IConnections connections, TimeProvider time, Func<double> randomness, IOutboundObserver? observer = null)
    {
        var cooldowns = new Cooldowns(options, time);
        return new OutboundCalls(
            new HostPolicy(options),
            new SharedCalls(),
            new Resilience(time, randomness, options.Repetitions),
            new Admission(options, cooldowns, time, observer),
            new Exchange(options, connections, cooldowns, time, observer));
    }

    public Task<OutboundAnswer<T>> AskAsync<T>(
        OutboundCall call, Func<OutboundResponse, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken) =>
        call.Payload is Payload.Artifact || call.Writes is not null
            ? RepeatAsync(call, read, cancellationToken)
            : shared.JoinAsync(call, token => RepeatAsync(call, read, token), cancellationToken);

    public TimeSpan UntilTurn(OutboundCall call, string who, bool urgent) => admission.UntilTurn(call, who, urgent);

    private Task<OutboundAnswer<T>> RepeatAsync<T>(
        OutboundCall call, Func<OutboundResponse, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken) =>
        resilience.Retry.ExecuteAsync(token => FollowAsync(call, read, token), cancellationToken).AsTask();

    private async ValueTask<OutboundAnswer<T>> FollowAsync<T>(
        OutboundCall call, Func<OutboundResponse, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        var place = call;
        for (var hops = 0; ; hops++)
        {
            var hop = await GuardedHopAsync(place, read, cancellationToken);
            if (hop.Answer is { } answer)
            {
                return answer;
            }

            if (hops == MostRedirects || Redirection.Follow(place, hop.MovedTo!) is not { } next)
            {
                return new OutboundAnswer<T>.Failed(new OutboundFailure.Redirected(Named(hop.MovedTo!, call.Token)));
            }

            place = next;
        }
    }

    /// <summary>A far side that repeats a token could do so in the name of a host, and that is shown to people.</summary>
    private static string Named(Uri place, AccessToken? token) => token?.IsRepeatedBy(place.IdnHost) == true ? "a host that repeats the token" : place.IdnHost;

    private async ValueTask<Hop<T>> GuardedHopAsync<T>(
        OutboundCall call, Func<OutboundResponse, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        if (policy.Refuses(call.Url, call.Destination) is { } refusal)
        {
            return Hop<T>.Ended(new OutboundFailure.NotAllowed(refusal));
        }

        if (await admission.AdmitAsync(call, cancellationToken) is { } notNow)
        {
            return Hop<T>.Ended(notNow);
        }

        try
        {
            return await resilience.BreakerOf(CallPartition.Of(call)).ExecuteAsync(token => exchange.SendAsync(call, read, token), cancellationToken);
        }
        catch (BrokenCircuitException)
        {
            return Hop<T>.Ended(new OutboundFailure.Unreachable(UnreachableKind.CircuitOpen));
        }
    }
}
