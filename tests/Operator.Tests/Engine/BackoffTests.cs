using System.Runtime.CompilerServices;
using Operator.Engine;
using Xunit;

namespace Operator.Tests.Engine;

public sealed class BackoffTests
{
    [Fact]
    public void The_ceiling_doubles_from_one_second_to_a_quarter_of_an_hour()
    {
        var backoff = new Backoff<string>(() => 1);

        var seconds = Enumerable.Range(0, 12).Select(_ => backoff.Next("a").TotalSeconds);

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900], seconds);
    }

    [Fact]
    public void It_never_gives_up()
    {
        var backoff = new Backoff<string>(() => 1);
        for (var failures = 0; failures < 100_000; failures++)
        {
            backoff.Next("a");
        }

        Assert.Equal(TimeSpan.FromMinutes(15), backoff.Next("a"));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.25, 1)]
    [InlineData(0.99, 3.96)]
    public void Chance_decides_over_the_whole_range_below_the_ceiling(double chance, double seconds)
    {
        var backoff = new Backoff<string>(() => chance);
        backoff.Next("a");
        backoff.Next("a");

        Assert.Equal(seconds, backoff.Next("a").TotalSeconds, precision: 6);
    }

    [Fact]
    public void A_success_begins_anew()
    {
        var backoff = new Backoff<string>(() => 1);
        backoff.Next("a");
        backoff.Next("a");

        backoff.Reset("a");

        Assert.Equal(TimeSpan.FromSeconds(1), backoff.Next("a"));
    }

    [Fact]
    public void A_key_that_settled_or_is_gone_is_not_remembered()
    {
        var backoff = new Backoff<string>(() => 1);

        var key = FailAndSettle(backoff);
        GC.Collect();

        Assert.False(key.IsAlive);
        GC.KeepAlive(backoff);
    }

    [Fact]
    public void Each_key_has_its_own()
    {
        var backoff = new Backoff<string>(() => 1);
        backoff.Next("a");
        backoff.Next("a");

        Assert.Equal(TimeSpan.FromSeconds(1), backoff.Next("b"));
    }

    /// <summary>A method of its own, so that no register keeps the key alive.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference FailAndSettle(Backoff<string> backoff)
    {
        var key = new string('a', 8);
        backoff.Next(key);
        backoff.Reset(key);
        return new WeakReference(key);
    }
}
