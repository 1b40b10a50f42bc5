using Operator.Cluster;
using Operator.Outbound;
using Operator.Plan;

namespace Operator.Reconcile;

/// <summary>
/// Where tokens come from. How a key was judged is kept with the Secret's revision, its value never: a token is read when a call
/// needs it, shared by those who use it at that moment, and gone with the last of them.
/// </summary>
internal sealed class KeyRing(ICluster cluster, TimeProvider time)
{
    private readonly Sharing<(KeyReference Key, object Revision)> _reads = new();
    private readonly IdleCache<(KeyReference Key, TokenOwner Owner), Judged> _judged = new(TimeSpan.FromHours(2), time);

    /// <summary>Reads only what was not judged before at the revision that the watch knows.</summary>
    public async Task<TokenKey> LookAsync(KeyReference reference, TokenOwner owner, CancellationToken cancellationToken)
    {
        var revision = (cluster.RevisionOf(reference.Namespace, reference.Name) as SecretRevision.Known)?.Revision;
        if (revision is not null && _judged.GetOrAdd((reference, owner), () => new Judged()).Seen is { } seen && seen.Revision == revision)
        {
            return new TokenKey(seen, token => BorrowAsync(reference, owner, revision, token));
        }

        var loan = await BorrowAsync(reference, owner, revision, cancellationToken);
        _judged.GetOrAdd((reference, owner), () => new Judged()).Seen = loan.Seen.Revision is null ? null : loan.Seen;
        return new TokenKey(loan);
    }

    private async Task<Loan> BorrowAsync(KeyReference reference, TokenOwner owner, string? revision, CancellationToken cancellationToken)
    {
        // Of unknown revision, what somebody else read a moment ago may be old already.
        var seat = _reads.Board(
            (reference, (object?)revision ?? new object()),
            token => cluster.ReadSecretKeyAsync(reference.Namespace, reference.Name, reference.Key, token));
        try
        {
            var answer = await seat.Answer.WaitAsync(cancellationToken);
            var (seen, value) = KeyVerdicts.Judge(answer, reference, owner);
            return new Loan(seen, value, (answer as KeyAnswer.Unavailable)?.Why, seat);
        }
        catch
        {
            seat.Dispose();
            throw;
        }
    }

    private sealed class Judged
    {
        public KeySeen? Seen { get; set; }
    }
}

/// <summary>A token for as long as it is in use.</summary>
/// <param name="Unavailable">Set when the API server could not be asked: nothing can be said about the Secret then.</param>
internal sealed record Loan(KeySeen Seen, AccessToken? Token, string? Unavailable, IDisposable Seat) : IDisposable
{
    public void Dispose() => Seat.Dispose();
}

/// <summary>One key of a Secret during one reconcile: its form is known, its value is read when somebody asks for it.</summary>
internal sealed class TokenKey : IDisposable
{
    private readonly Func<CancellationToken, Task<Loan>>? _borrow;
    private Loan? _loan;

    public TokenKey(Loan loan) => (Seen, _loan) = (loan.Seen, loan);

    public TokenKey(KeySeen seen, Func<CancellationToken, Task<Loan>> borrow) => (Seen, _borrow) = (seen, borrow);

    public KeySeen Seen { get; }

    public string? Unavailable => _loan?.Unavailable;

    /// <summary>Null where the key cannot be used, or no longer.</summary>
    public async Task<AccessToken?> TokenAsync(CancellationToken cancellationToken)
    {
        if (_loan is null && Seen.Reason.Holds)
        {
            _loan = await _borrow!(cancellationToken);
        }

        return _loan?.Token;
    }

    public void Dispose() => _loan?.Dispose();
}
