using System.Diagnostics;
using Operator.Hosting;
using Xunit;

namespace Operator.ApiTests.CommandLine;

/// <summary>The program in an image that has no time zone database.</summary>
public sealed class WithoutZonesTests
{
    [Fact(Timeout = 60_000)]
    public async Task It_does_not_start_and_says_why()
    {
        var empty = Directory.CreateTempSubdirectory("no-zones-");
        var info = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "dbt-cloud-ingestion-operator"), ["--health-probe-bind-address", "127.0.0.1:0", "--metrics-bind-address", "0"])
        {
            RedirectStandardError = true,
        };
        info.Environment["TZDIR"] = empty.FullName;

        using var process = Process.Start(info)!;
        var told = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        empty.Delete();
        Assert.Equal(ProcessExit.Crashed, process.ExitCode);
        Assert.StartsWith("The time zone database is missing or not whole: this system knows no America/New_York", told, StringComparison.Ordinal);
        Assert.Equal(1, told.Count(character => character == '\n'));
    }
}
