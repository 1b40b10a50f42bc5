using System.Diagnostics;
using Bench.Machine;

namespace Bench.Servers;

/// <summary>This very program started again as a server, so that what is measured shares no heap with what measures.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process process;

    private ServerProcess(Process process, IReadOnlyDictionary<string, string> addresses) => (this.process, Addresses) = (process, addresses);

    public IReadOnlyDictionary<string, string> Addresses { get; }

    public TimeSpan CpuTime => ProcessFiles.CpuTime(process.Id);

    public static async Task<ServerProcess> StartAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var info = new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var process = Process.Start(info)!;
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new InvalidOperationException($"bench {string.Join(' ', arguments)} did not start.");
        return new ServerProcess(process, ChildProtocol.Read(line));
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
