using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using k8s.Models;
using Operator.Cluster.Watching;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Cluster.Watching;

/// <summary>An object that takes long to write or to read as JSON keeps nobody from another: the store is open meanwhile.</summary>
public sealed class StoreLockTests
{
    private static readonly ObjectName Other = new("data", "other");

    private readonly Store<V1CronJob> _store;
    private Action _meanwhile = () => { };
    private int _looks;

    public StoreLockTests()
    {
        var options = new JsonSerializerOptions(ResourceJson.Default.Options) { TypeInfoResolver = ResourceJson.Default.WithAddedModifier(Interrupt) };
        _store = new Store<V1CronJob>((JsonTypeInfo<V1CronJob>)options.GetTypeInfo(typeof(V1CronJob)), _ => new IngestionKey("data", "analytics"));
    }

    [Fact]
    public void While_a_page_of_a_list_is_packed()
    {
        _store.ListBegins();

        Interrupted(() => _store.ListGoesOn([Given.CronJob()]));
    }

    [Fact]
    public void While_an_event_of_the_watch_is_packed() => Interrupted(() => _store.Put(Given.CronJob()));

    [Fact]
    public void While_an_own_write_is_packed() => Interrupted(() => _store.Learn(Given.CronJob()));

    [Fact]
    public void While_a_deleted_object_is_unpacked()
    {
        _store.Put(Given.CronJob());

        Interrupted(() => _store.Forget(Given.CronJob()));

        Assert.Empty(_store.All());
    }

    [Fact]
    public void What_replaced_a_deleted_object_meanwhile_is_not_forgotten_with_it()
    {
        _store.Put(Given.CronJob(version: 5));
        _meanwhile = () =>
        {
            _meanwhile = () => { };
            _store.Put(Given.CronJob(version: 6, uid: "another"));
        };

        _store.Forget(Given.CronJob(version: 5));

        Assert.Equal("another", Assert.Single(_store.All()).Metadata.Uid);
    }

    private void Interrupted(Action action)
    {
        _meanwhile = LookFromAnotherThread;
        action();
        _meanwhile = () => { };
        Assert.NotEqual(0, _looks);
    }

    /// <summary>Under the store's lock this would wait for itself.</summary>
    private void LookFromAnotherThread()
    {
        var look = new Thread(() => _store.Find(Other));
        look.Start();
        Assert.True(look.Join(TimeSpan.FromSeconds(30)), "The store was locked.");
        _looks++;
    }

    private void Interrupt(JsonTypeInfo type)
    {
        if (type.Type == typeof(V1CronJob))
        {
            var metadata = type.Properties.Single(property => property.Name == "metadata");
            var (get, set) = (metadata.Get!, metadata.Set!);
            metadata.Get = item => Meanwhile(() => get(item));
            metadata.Set = (item, value) => set(item, Meanwhile(() => value));
        }
    }

    private object? Meanwhile(Func<object?> value)
    {
        _meanwhile();
        return value();
    }
}
