using Operator.Cluster;
using Operator.Cluster.Watching;
using Operator.Resource;
using Operator.Tests.Engine;
using Xunit;

namespace Operator.Tests.Cluster;

/// <summary>The real cluster on an API server that the test plays, and the stores that a watch would fill.</summary>
public abstract class AgainstScriptedApi : IDisposable
{
    private protected AgainstScriptedApi()
    {
        var api = Api.Client(Time);
        var watches = new Watches(api, WatchScope.All, new WatchOptions(), Time, () => 1, new LogLines<Watches>());
        Stores = watches.StoresOf("data");
        Cluster = new KubernetesCluster(api, watches, new OwnPod(api, new OwnPodName(null, null), Time, new LogLines<OwnPod>()), new ClusterOptions { Instance = "operator-0" }, Time, Log);
    }

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected static DbtCloudIngestion Analytics => Given.Ingestion();

    private protected ScriptedApi Api { get; } = new();

    private protected TimerTime Time { get; } = new();

    private protected LogLines<KubernetesCluster> Log { get; } = new();

    private protected Stores Stores { get; }

    private protected KubernetesCluster Cluster { get; }

    /// <summary>Where the CronJob of <see cref="Given"/> is.</summary>
    private protected const string CronJobPath = "/apis/batch/v1/namespaces/data/cronjobs/analytics-marts";

    public void Dispose()
    {
        Api.Dispose();
        GC.SuppressFinalize(this);
    }
}
