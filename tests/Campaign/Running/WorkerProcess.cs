using System.Diagnostics;
using System.Globalization;

namespace Campaign.Running;

/// <summary>A worker, and what it takes to bear with it.</summary>
internal sealed class WorkerProcess : IDisposable
{
    /// <summary>For worlds of three resources, with all that a campaign remembers. Who needs more has no bound.</summary>
    private const string MostMemory = "30000000";

    private readonly Process _process;
    private readonly Queue<string> _lastErrors = new();
    private readonly TimeProvider _time;

    public WorkerProcess(TimeProvider time)
    {
        _time = time;
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Worker.Verb]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_PROCESSOR_COUNT"] = "1";
        start.Environment["DOTNET_GCHeapHardLimit"] = MostMemory;
        start.Environment["DOTNET_GCgen0size"] = "4000000";
        start.Environment["DOTNET_TieredPGO"] = "0";
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => Remember(line.Data);
        _process.BeginErrorReadLine();
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>What it has said beside results since this was asked last.</summary>
    public IReadOnlyList<string> Said()
    {
        lock (_lastErrors)
        {
            var said = _lastErrors.ToArray();
            _lastErrors.Clear();
            return said;
        }
    }

    public async Task<Result> TryAsync(int seed, bool withLog, TimeSpan patience, CancellationToken cancellationToken)
    {
        var began = _time.GetTimestamp();
        using var late = new CancellationTokenSource(patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await _process.StandardInput.WriteLineAsync($"{seed.ToString(CultureInfo.InvariantCulture)}{(withLog ? " log" : "")}".AsMemory(), either.Token);
            await _process.StandardInput.FlushAsync(either.Token);
            while (await _process.StandardOutput.ReadLineAsync(either.Token) is { } line)
            {
                if (Result.FromLine(line) is { } result && result.Seed == seed)
                {
                    return result;
                }
            }

            await _process.WaitForExitAsync(either.Token);
            return Ended(seed, began, $"the process ends of nothing: it ended with {_process.ExitCode}: {string.Join(" | ", Said().Take(6))}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _process.Kill(entireProcessTree: true);
            return Ended(seed, began, $"everything ends: it did not within {patience.TotalSeconds:0} s: something computes, or waits, for ever");
        }
        catch (IOException)
        {
            return Ended(seed, began, $"the process ends of nothing: it ended: {string.Join(" | ", Said().Take(6))}");
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private Result Ended(int seed, long began, string broken) => new(seed, _time.GetElapsedTime(began), TimeSpan.Zero, [broken]);

    private void Remember(string? line)
    {
        lock (_lastErrors)
        {
            if (line is not null)
            {
                _lastErrors.Enqueue(line);
            }
        }
    }
}
