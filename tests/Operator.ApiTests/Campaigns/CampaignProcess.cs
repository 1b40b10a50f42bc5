using System.Diagnostics;
using Sandbox.Demo;

namespace Operator.ApiTests.Campaigns;

/// <summary>The campaign as a process of its own: simulated time needs one for itself.</summary>
internal static class CampaignProcess
{
    /// <summary>Runs it to its end, with all that it printed.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        // Of the same configuration (debug or release) as this test.
        var program = Path.Combine(Checkout.Find().Top, "artifacts", "bin", "Campaign", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "campaign");
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_PROCESSOR_COUNT"] = "1";
        using var process = Process.Start(start)!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
