using Operator.Cluster.Watching;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Cluster.Watching;

public sealed class ShelfTests
{
    private static readonly IngestionKey Analytics = new("data", "analytics");

    private readonly Shelf _shelf = new();

    [Fact]
    public void What_is_held_is_found_by_name_and_by_ingestion()
    {
        Assert.Equal([Analytics], Hold("a", 1));

        Assert.Equal(1UL, _shelf.Find(new ObjectName("data", "a"))!.Version);
        Assert.Equal(["a"], NamesOf(_shelf.Of(Analytics)));
        Assert.Empty(_shelf.Of(new IngestionKey("data", "another")));
    }

    [Fact]
    public void Another_version_takes_the_place_of_the_one_before()
    {
        Hold("a", 1);

        Assert.Equal([Analytics], Hold("a", 2));
        Assert.Equal(2UL, Assert.Single(_shelf.Of(Analytics)).Version);
    }

    [Fact]
    public void The_same_version_again_concerns_nobody()
    {
        Hold("a", 1);

        Assert.Empty(Hold("a", 1));
    }

    [Fact]
    public void What_is_taken_is_gone_and_the_others_of_its_ingestion_stay()
    {
        Hold("a", 1);
        Hold("b", 2);

        Assert.Equal([Analytics], Take("a"));
        Assert.Null(_shelf.Find(new ObjectName("data", "a")));
        Assert.Equal(["b"], NamesOf(_shelf.Of(Analytics)));
        Assert.Empty(Take("a"));
    }

    /// <summary>It is read outside of the lock.</summary>
    [Fact]
    public void An_answer_that_was_given_stays_as_it_is_whatever_comes_later()
    {
        Hold("a", 1);
        var given = _shelf.Of(Analytics);

        Hold("b", 2);
        Take("a");

        Assert.Equal(["a"], NamesOf(given));
    }

    private static IEnumerable<string> NamesOf(IEnumerable<Held> held) => held.Select(each => each.Name.Name);

    private HashSet<IngestionKey> Hold(string name, int version)
    {
        HashSet<IngestionKey> touched = [];
        _shelf.Hold(Held.Of(Given.CronJob(name, version), Objects.CronJob, Analytics), touched);
        return touched;
    }

    private HashSet<IngestionKey> Take(string name)
    {
        HashSet<IngestionKey> touched = [];
        _shelf.Take(new ObjectName("data", name), touched);
        return touched;
    }
}
