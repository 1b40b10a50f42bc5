using System.Diagnostics;
using System.Globalization;
using Operator.ApiTests.Stories;
using Operator.Hosting;
using Sandbox.Controllers;
using Xunit;

namespace Operator.ApiTests.Leading;

/// <summary>The operator as a process of its own, and what Kubernetes sends to one that is to end.</summary>
public sealed class SignalStories
{
    private const string Leases = "/apis/coordination.k8s.io/v1/namespaces/default/leases";

    private const string Lease = "dbt-cloud-ingestion-operator";

    [Fact(Timeout = 60_000)]
    public async Task SIGTERM_ends_it_with_0_and_the_Lease_is_free()
    {
        await using var world = await StoryWorld.StartAsync();
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(Program(), ["--kubeconfig", world.Kubeconfig, "--health-probe-bind-address", "127.0.0.1:0", "--metrics-bind-address", "0"]) { RedirectStandardOutput = true },
        };
        process.Start();
        try
        {
            await world.UntilAsync(Leases, Lease, lease => lease.Text("spec", "holderIdentity") is { Length: > 0 });

            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.Equal(ProcessExit.Stopped, process.ExitCode);
            await world.UntilAsync(Leases, Lease, lease => lease.Text("spec", "holderIdentity") is "");
        }
        finally
        {
            process.Kill();
        }
    }

    /// <summary>Beside the tests, as every program that they refer to.</summary>
    private static string Program() => Path.Combine(AppContext.BaseDirectory, "dbt-cloud-ingestion-operator");
}
