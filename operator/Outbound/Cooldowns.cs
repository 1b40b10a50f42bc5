using System.Net.Http.Headers;

namespace Operator.Outbound;

/// <summary>
/// Remembers who asked for silence (429), and whom: the token that was told so, at that account or API. Others find out by
/// themselves, since nobody may silence them on another's word.
/// </summary>
internal sealed class Cooldowns(OutboundOptions options, TimeProvider time)
{
    private static readonly TimeSpan WithoutQuota = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>For a token, which is one tenant's own; the far side may know of a quota that is counted by the hour.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>For calls without a token, which tenants share.</summary>
    private static readonly TimeSpan LongestOfAll = TimeSpan.FromMinutes(5);

    /// <summary>More silences than that at once: those that end first are forgotten, and cost a call that is answered 429 again.</summary>
    private const int Most = 16_384;

    private readonly Dictionary<CallPartition, DateTimeOffset> _until = [];
    private readonly Lock _lock = new();

    /// <summary>When the silence around this call ends; null when there is none.</summary>
    public DateTimeOffset? Of(OutboundCall call)
    {
        lock (_lock)
        {
            return _until.TryGetValue(CallPartition.Of(call), out var until) && until > time.GetUtcNow() ? until : null;
        }
    }

    /// <summary>Starts the silence that a 429 asks for, within bounds, or the usual one when it names no time.</summary>
    public DateTimeOffset Start(OutboundCall call, RetryConditionHeaderValue? retryAfter)
    {
        var now = time.GetUtcNow();
        var asked = retryAfter?.Delta ?? retryAfter?.Date - now ?? (call.Quota is null ? WithoutQuota : options.Cooldown);
        var longest = call.Token is null ? LongestOfAll : Longest;
        var until = now + TimeSpan.FromTicks(Math.Clamp(asked.Ticks, Shortest.Ticks, longest.Ticks));
        lock (_lock)
        {
            Forget(now);
            _until[CallPartition.Of(call)] = until;
        }

        return until;
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var over in _until.Where(entry => entry.Value <= now).Select(entry => entry.Key).ToArray())
        {
            _until.Remove(over);
        }

        if (_until.Count >= Most)
        {
            foreach (var (first, _) in _until.OrderBy(entry => entry.Value).Take(Most / 10).ToArray())
            {
                _until.Remove(first);
            }
        }
    }
}
