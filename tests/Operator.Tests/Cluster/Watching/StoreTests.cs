using k8s.Models;
using Operator.Cluster.Watching;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Cluster.Watching;

public sealed class StoreTests
{
    private static readonly IngestionKey Analytics = new("data", "analytics");
    private static readonly ObjectName Marts = new("data", "analytics-marts");

    private readonly Store<V1CronJob> _store = new(Objects.CronJob, cronJob => new IngestionKey(cronJob.Metadata.NamespaceProperty, cronJob.Metadata.Labels[Names.IngestionLabel]));

    [Fact]
    public void A_list_fills_it_and_tells_every_ingestion_concerned()
    {
        var touched = _store.Replace([Given.CronJob(version: 5), Given.CronJob("other", 6, "finance")], "10");

        Assert.Equal([Analytics, new IngestionKey("data", "finance")], touched);
        Assert.Equal("analytics-marts", Assert.Single(_store.Of(Analytics)).Metadata.Name);
    }

    [Fact]
    public void A_new_list_tells_only_what_differs_from_the_old_one()
    {
        _store.Replace([Given.CronJob("same", 5, "a"), Given.CronJob("changed", 5, "b"), Given.CronJob("gone", 5, "c")], "10");

        var touched = _store.Replace([Given.CronJob("same", 5, "a"), Given.CronJob("changed", 12, "b"), Given.CronJob("added", 13, "d")], "20");

        Assert.Equal(["b", "c", "d"], touched.Select(key => key.Name).Order());
        Assert.Null(_store.Find(new ObjectName("data", "gone")));
        Assert.Empty(_store.Of(new IngestionKey("data", "c")));
    }

    [Fact]
    public void A_change_of_its_ingestion_tells_the_former_one_too()
    {
        _store.Replace([Given.CronJob("marts", 5, "a")], "5");

        Assert.Equal(["a", "b"], _store.Put(Given.CronJob("marts", 6, "b")).Select(key => key.Name).Order());
        Assert.Equal(["b", "c"], _store.Replace([Given.CronJob("marts", 7, "c")], "7").Select(key => key.Name).Order());
    }

    [Fact]
    public void Half_a_list_is_seen_by_nobody()
    {
        _store.Replace([Given.CronJob("before", 5)], "5");
        _store.ListBegins();

        _store.ListGoesOn([Given.CronJob("listed", 6)]);

        Assert.Equal(["before"], _store.Of(Analytics).Select(cronJob => cronJob.Metadata.Name));
    }

    [Fact]
    public void A_list_that_has_to_begin_again_forgets_what_it_had_brought()
    {
        _store.ListBegins();
        _store.ListGoesOn([Given.CronJob("deleted-since", 5)]);
        _store.ListBegins();

        _store.Replace([Given.CronJob("there", 6)], "9");

        Assert.Equal(["there"], _store.Of(Analytics).Select(cronJob => cronJob.Metadata.Name));
    }

    [Fact]
    public void A_newer_event_replaces_what_is_held()
    {
        _store.Replace([Given.CronJob(version: 5)], "5");

        Assert.Equal([Analytics], _store.Put(Given.CronJob(version: 6)));
        Assert.Equal("6", _store.Find(Marts)!.Metadata.ResourceVersion);
    }

    [Fact]
    public void An_own_write_is_there_before_the_watch_tells_of_it()
    {
        _store.Replace([], "5");

        _store.Learn(Given.CronJob(version: 6));

        Assert.Equal("6", Assert.Single(_store.Of(Analytics)).Metadata.ResourceVersion);
    }

    [Fact]
    public void The_echo_of_an_own_write_tells_nobody()
    {
        _store.Replace([], "5");
        _store.Learn(Given.CronJob(version: 6));

        Assert.Empty(_store.Put(Given.CronJob(version: 6)));
    }

    [Fact]
    public void A_strangers_change_older_than_the_own_write_is_told_and_does_not_bring_the_old_state_back()
    {
        _store.Replace([Given.CronJob(version: 5)], "5");
        _store.Learn(Given.CronJob(version: 8));

        Assert.Equal([Analytics], _store.Put(Given.CronJob(version: 7)));
        Assert.Equal("8", _store.Find(Marts)!.Metadata.ResourceVersion);
    }

    [Fact]
    public void A_late_answer_to_an_own_write_does_not_bring_back_what_the_watch_saw_deleted()
    {
        _store.Replace([], "5");
        _store.Put(Given.CronJob(version: 6));
        _store.Remove(Given.CronJob(version: 7));

        _store.Learn(Given.CronJob(version: 6));

        Assert.Null(_store.Find(Marts));
    }

    [Fact]
    public void A_bookmark_counts_as_told()
    {
        _store.Replace([], "5");
        _store.Tell("9");

        _store.Learn(Given.CronJob(version: 8));

        Assert.Null(_store.Find(Marts));
    }

    [Fact]
    public void The_deletion_of_an_earlier_object_leaves_its_successor_alone()
    {
        _store.Replace([Given.CronJob(version: 5, uid: "old")], "5");
        _store.Learn(Given.CronJob(version: 9, uid: "new"));

        Assert.Equal([Analytics], _store.Remove(Given.CronJob(version: 7, uid: "old")));
        Assert.Equal("new", _store.Find(Marts)!.Metadata.Uid);
    }

    [Fact]
    public void A_list_that_began_before_an_own_write_does_not_undo_it()
    {
        _store.Replace([], "5");
        _store.ListBegins();
        _store.Learn(Given.CronJob(version: 7));

        _store.Replace([], "6");

        Assert.Equal("7", _store.Find(Marts)!.Metadata.ResourceVersion);
    }

    [Fact]
    public void A_list_that_began_after_an_own_write_and_lacks_it_says_that_it_was_deleted()
    {
        _store.Replace([], "5");
        _store.Learn(Given.CronJob(version: 7));
        _store.ListBegins();

        Assert.Equal([Analytics], _store.Replace([], "9"));
        Assert.Null(_store.Find(Marts));
    }

    [Fact]
    public void A_list_wins_over_higher_versions_of_before_since_a_restored_cluster_counts_from_lower_again()
    {
        _store.Replace([Given.CronJob(version: 500)], "500");
        _store.ListBegins();

        _store.Replace([Given.CronJob(version: 20)], "30");

        Assert.Equal("20", _store.Find(Marts)!.Metadata.ResourceVersion);
        _store.Put(Given.CronJob(version: 31));
        Assert.Equal("31", _store.Find(Marts)!.Metadata.ResourceVersion);
    }

    [Fact]
    public void An_own_deletion_takes_effect_at_once_and_only_for_that_very_object()
    {
        _store.Replace([Given.CronJob(version: 5, uid: "mine")], "5");

        _store.Forget(Given.CronJob(version: 5, uid: "another"));
        Assert.NotNull(_store.Find(Marts));
        _store.Forget(Given.CronJob(version: 5, uid: "mine"));

        Assert.Null(_store.Find(Marts));
    }

    [Fact]
    public void An_object_whose_label_changes_moves_and_both_ingestions_are_told()
    {
        _store.Replace([Given.CronJob(version: 5, ingestion: "a")], "5");

        var touched = _store.Put(Given.CronJob(version: 6, ingestion: "b"));

        Assert.Equal(["a", "b"], touched.Select(key => key.Name).Order());
        Assert.Empty(_store.Of(new IngestionKey("data", "a")));
        Assert.Single(_store.Of(new IngestionKey("data", "b")));
    }

    [Fact]
    public void An_object_that_can_no_longer_be_read_is_not_known_any_more()
    {
        _store.Replace([Given.CronJob(version: 5)], "5");

        Assert.Equal([Analytics], _store.Lose(Marts));
        Assert.Null(_store.Find(Marts));
    }
}
