using Microsoft.Extensions.Time.Testing;
using Operator.Reconcile;
using Xunit;

namespace Operator.Tests.Reconcile;

/// <summary>A key ring over one Secret, <c>dbt-cloud</c>, whose key <c>token</c> holds a token.</summary>
public abstract class KeyRingTest
{
    private protected const string FirstToken = "dbtc_first";

    private static readonly KeyReference Reference = new("data", "Secret", "dbt-cloud", "token");

    private readonly KeyRing _ring;

    private protected KeyRingTest()
    {
        Cluster.Store("dbt-cloud", ("token", FirstToken));
        _ring = new KeyRing(Cluster, new FakeTimeProvider());
    }

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected FakeCluster Cluster { get; } = new();

    private protected Task<TokenKey> LookAsync(Borrowed borrowed, CancellationToken? cancellationToken = null) =>
        _ring.LookAsync(Reference, TokenOwner.DbtCloud, borrowed, cancellationToken ?? Token);

    /// <summary>A whole reconcile, from the look at the key to the end, that needs the token; the header it would send.</summary>
    private protected async Task<string?> ReconcileAsync()
    {
        using var borrowed = new Borrowed();
        return await HeaderAsync(await LookAsync(borrowed));
    }

    private protected static async Task<string?> HeaderAsync(TokenKey key) => (await key.TokenAsync(Token))?.AsBearer();
}
