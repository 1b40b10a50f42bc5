using Operator.Cluster;
using Operator.Outbound;
using Operator.Reporting;

namespace Operator.Hosting.Verbs;

/// <summary>The operator's own outside and its own reconcile, around a cluster that is only looked at.</summary>
internal static class VerbServices
{
    /// <summary>How long a call of many waits for its turn under the limit of requests, rather than being put off.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static ServiceProvider Build(OperatorOptions options, ICluster cluster, TimeProvider time) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(time)
        .AddSingleton<Func<double>>(OperatorServices.Chance)
        .AddSingleton<IOutboundObserver, Nobody>()
        .AddSingleton(new IngestionGauges(isOn: false))
        .AddSingleton(cluster)
        .AddOutside(options)
        .AddSingleton(provider => new CallTimes(OutboundCalls.Over(options.Outbound with { LongestQueue = Patience }, time, OperatorServices.Chance), time))
        .AddSingleton<IOutboundCalls>(provider => provider.GetRequiredService<CallTimes>())
        .AddReconcile(options)
        .BuildServiceProvider();

    private sealed class Nobody : IOutboundObserver
    {
        public void Sent(OutboundCall call, int? status, TimeSpan took)
        {
        }

        public void HeldBack(OutboundCall call, bool ownBudget)
        {
        }
    }
}
