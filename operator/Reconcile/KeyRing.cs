using Operator.Cluster;
using Operator.Outbound;
using Operator.Plan;

namespace Operator.Reconcile;

/// <summary>
/// Where tokens come from. How a key was judged is kept with the Secret's revision, its value never: a token is read when a call
/// needs it, shared by the reconciles that need it at that moment, and gone with the last of them.
/// </summary>
internal sealed class KeyRing(ICluster cluster, TimeProvider time)
{
    private readonly Sharing<(KeyReference Key, object Revision)> _reads = new();
    private readonly IdleCache<(KeyReference Key, TokenOwner Owner), Judged> _judged = new(TimeSpan.FromHours(2), time, most: 32_768);

    /// <summary>Reads only what was not judged before at the revision that the watch knows.</summary>
    public async Task<TokenKey> LookAsync(KeyReference reference, TokenOwner owner, Borrowed borrowed, CancellationToken cancellationToken)
    {
        var revision = (cluster.RevisionOf(reference.Namespace, reference.Name) as SecretRevision.Known)?.Revision;
        var judged = _judged.GetOrAdd((reference, owner), () => new Judged());
        if (revision is not null && judged.Seen is { } seen && seen.Revision == revision)
        {
            return new TokenKey(reference, seen, token => BorrowAsync(reference, owner, revision, borrowed, token));
        }

        var loan = await BorrowAsync(reference, owner, revision, borrowed, cancellationToken);
        judged.Seen = loan.Seen;
        return new TokenKey(reference, loan);
    }

    private async Task<Loan> BorrowAsync(KeyReference reference, TokenOwner owner, string? revision, Borrowed borrowed, CancellationToken cancellationToken)
    {
        // Of unknown revision, what somebody else read a moment ago may be old already.
        var seat = borrowed.Keep(_reads.Board(
            (reference, (object?)revision ?? new object()),
            token => cluster.ReadSecretKeyAsync(reference.Namespace, reference.Name, reference.Key, token)));
        var answer = await seat.Answer.WaitAsync(cancellationToken);
        if (answer is KeyAnswer.Unavailable)
        {
            // Given back at once: a burst would hand the trouble on from one reconcile to the next, long after it is over.
            seat.Dispose();
        }

        var (seen, value) = KeyVerdicts.Judge(answer, reference, owner);
        return new Loan(seen, value, (answer as KeyAnswer.Unavailable)?.Why);
    }

    private sealed class Judged
    {
        public KeySeen? Seen { get; set; }
    }
}

/// <summary>What one reconcile has borrowed; all of it goes back at its end, however it ends.</summary>
internal sealed class Borrowed : IDisposable
{
    private readonly List<IDisposable> _seats = [];

    public Seat<T> Keep<T>(Seat<T> seat)
    {
        _seats.Add(seat);
        return seat;
    }

    public void Dispose() => _seats.ForEach(seat => seat.Dispose());
}

/// <summary>A key that was read.</summary>
/// <param name="Unavailable">Set when the API server could not be asked: nothing can be said about the Secret then.</param>
internal sealed record Loan(KeySeen Seen, AccessToken? Token, string? Unavailable);

/// <summary>One key of a Secret at one revision: two keys of the same Secret hold two tokens.</summary>
/// <param name="Revision">Null where there is none.</param>
internal sealed record KeyVersion(KeyReference Reference, string? Revision);

/// <summary>One key of a Secret during one reconcile: its form is known, its value is read when somebody asks for it.</summary>
internal sealed class TokenKey
{
    private readonly Func<CancellationToken, Task<Loan>>? _borrow;
    private Loan? _loan;

    public TokenKey(KeyReference reference, Loan loan) => (Version, Seen, _loan) = (new(reference, loan.Seen.Revision), loan.Seen, loan);

    public TokenKey(KeyReference reference, KeySeen seen, Func<CancellationToken, Task<Loan>> borrow) =>
        (Version, Seen, _borrow) = (new(reference, seen.Revision), seen, borrow);

    public KeySeen Seen { get; }

    /// <summary>Under which an answer that was got with the token may be kept.</summary>
    public KeyVersion Version { get; }

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
}
