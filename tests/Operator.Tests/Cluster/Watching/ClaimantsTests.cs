using k8s.Models;
using Operator.Cluster.Watching;
using Xunit;

namespace Operator.Tests.Cluster.Watching;

/// <summary>Several ingestions may want a CronJob of one name; when it is free, each of them is told.</summary>
public sealed class ClaimantsTests
{
    private static readonly string[] Claimants = ["sales", "sales-eu", "sales-eu-daily"];

    private readonly Store<V1CronJob> _store = new Stores().CronJobs;

    [Fact]
    public void Each_part_of_the_name_up_to_a_hyphen_may_be_an_ingestion() => Assert.Equal(
        Claimants, Stores.ClaimantsOf(new ObjectName("data", "sales-eu-daily")).Select(key => key.Name).Order());

    [Fact]
    public void A_CronJob_that_is_deleted_is_told_to_all_of_them()
    {
        _store.Replace([Daily(5)], "5");

        Assert.Equal(Claimants, _store.Remove(Daily(6)).Select(key => key.Name).Order());
    }

    /// <summary>It left the store with the answer to the deletion, and nobody was told then.</summary>
    [Fact]
    public void Also_where_the_operator_deleted_it_itself()
    {
        _store.Replace([Daily(5)], "5");
        _store.Forget(Daily(5));

        Assert.Equal(Claimants, _store.Remove(Daily(6)).Select(key => key.Name).Order());
    }

    [Fact]
    public void One_that_a_new_list_does_not_have_any_more_is_told_likewise()
    {
        _store.Replace([Daily(5)], "5");

        Assert.Equal(Claimants, _store.Replace([], "9").Select(key => key.Name).Order());
    }

    [Fact]
    public void One_that_only_changes_concerns_its_own_ingestion()
    {
        _store.Replace([Daily(5)], "5");

        Assert.Equal(["sales"], _store.Put(Daily(6)).Select(key => key.Name));
    }

    /// <summary>The name is in use again: who waits for it would wait on.</summary>
    [Fact]
    public void An_old_deletion_of_one_that_was_made_anew_frees_nothing()
    {
        _store.Replace([Daily(5)], "5");
        _store.Learn(Daily(9));

        Assert.Equal(["sales"], _store.Remove(Daily(6)).Select(key => key.Name));
    }

    private static V1CronJob Daily(int version) => Given.CronJob("sales-eu-daily", version, "sales");
}
