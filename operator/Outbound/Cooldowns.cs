using System.Net.Http.Headers;

namespace Operator.Outbound;

/// <summary>Remembers who asked for silence, by host and account: after a 429 every call of that account would only prolong it.</summary>
internal sealed class Cooldowns(OutboundOptions options, TimeProvider time)
{
    private static readonly TimeSpan WithoutQuota = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private readonly Dictionary<(string Authority, string? Quota), DateTimeOffset> _until = [];
    private readonly Lock _lock = new();

    /// <summary>When the silence around this call ends; null when there is none.</summary>
    public DateTimeOffset? Of(OutboundCall call)
    {
        lock (_lock)
        {
            return _until.TryGetValue(KeyOf(call), out var until) && until > time.GetUtcNow() ? until : null;
        }
    }

    /// <summary>Starts the silence that a 429 asks for, or the usual one when it names no time.</summary>
    public DateTimeOffset Start(OutboundCall call, RetryConditionHeaderValue? retryAfter)
    {
        var now = time.GetUtcNow();
        var asked = retryAfter?.Delta ?? retryAfter?.Date - now ?? (call.Quota is null ? WithoutQuota : options.Cooldown);
        var until = now + TimeSpan.FromTicks(Math.Clamp(asked.Ticks, Shortest.Ticks, Longest.Ticks));
        lock (_lock)
        {
            foreach (var over in _until.Where(entry => entry.Value <= now).Select(entry => entry.Key).ToArray())
            {
                _until.Remove(over);
            }

            _until[KeyOf(call)] = until;
        }

        return until;
    }

    /// <summary>Starts the usual silence for a 429 that somebody else was answered at that time; one that lasts longer goes on.</summary>
    public void Keep(OutboundCall call, DateTimeOffset since)
    {
        var until = since + options.Cooldown;
        if (until <= time.GetUtcNow())
        {
            return;
        }

        lock (_lock)
        {
            var known = _until.GetValueOrDefault(KeyOf(call));
            _until[KeyOf(call)] = until > known ? until : known;
        }
    }

    private static (string Authority, string? Quota) KeyOf(OutboundCall call) => (call.Url.Authority, call.Quota);
}
