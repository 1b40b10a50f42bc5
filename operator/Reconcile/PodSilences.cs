using Operator.DbtCloud;
using Operator.Outbound;

namespace Operator.Reconcile;

/// <summary>
/// Silences that dbt Cloud asked pods for (429). A pod's word is what somebody in its namespace may have written, so it counts for
/// that namespace and the token that its ingestion names, and for nobody else.
/// </summary>
internal sealed class PodSilences(TimeProvider time)
{
    /// <summary>What dbt Cloud enforces; a pod does not tell how long it was asked for.</summary>
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);

    private readonly IdleCache<(string Namespace, DbtAccount Account, string Token), Silence> _silences = new(Lasts, time);

    public void Keep(string @namespace, DbtAccount account, AccessToken token, DateTimeOffset since)
    {
        var until = since + Lasts;
        if (until > time.GetUtcNow())
        {
            Entry(@namespace, account, token).Prolong(until);
        }
    }

    /// <summary>When it ends; null when there is none.</summary>
    public DateTimeOffset? Of(string @namespace, DbtAccount account, AccessToken token) =>
        Entry(@namespace, account, token).Until is var until && until > time.GetUtcNow() ? until : null;

    private Silence Entry(string @namespace, DbtAccount account, AccessToken token) =>
        _silences.GetOrAdd((@namespace, account, token.Fingerprint), () => new Silence());

    private sealed class Silence
    {
        private long _until;

        public DateTimeOffset Until => new(Interlocked.Read(ref _until), TimeSpan.Zero);

        public void Prolong(DateTimeOffset until)
        {
            for (var known = Interlocked.Read(ref _until); known < until.UtcTicks; known = Interlocked.Read(ref _until))
            {
                Interlocked.CompareExchange(ref _until, until.UtcTicks, known);
            }
        }
    }
}
