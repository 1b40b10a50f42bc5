using System.Collections.Concurrent;
using Campaign.CommandLine;
using Campaign.Scenarios;

namespace Campaign.Running;

/// <summary>Hands seeds to workers, writes down what becomes of them, and sums it up.</summary>
internal sealed class Conductor(CampaignOptions options, TextWriter output, TextWriter errors, TimeProvider time)
{
    private readonly Tally _tally = new(output, options, time);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var journal = new Journal(options.Journal, options.Resume);
        var wanted = Enumerable.Range(options.From, int.MaxValue - options.From).Where(seed => options.Kinds.Contains(Generator.KindOf(seed))).Take(options.Seeds).ToList();
        var known = journal.Before.Where(result => wanted.Contains(result.Seed)).ToList();
        known.ForEach(_tally.Remember);
        var left = new ConcurrentQueue<int>(wanted.Except(known.Select(result => result.Seed)));
        try
        {
            await Task.WhenAll(Enumerable.Range(0, options.Jobs).Select(_ => WorkAsync(left, journal, cancellationToken)));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await errors.WriteLineAsync("campaign: interrupted; --resume goes on from here");
        }

        return _tally.End(wanted.Count);
    }

    private async Task WorkAsync(ConcurrentQueue<int> seeds, Journal journal, CancellationToken cancellationToken)
    {
        WorkerProcess? worker = null;
        try
        {
            while (seeds.TryDequeue(out var seed))
            {
                worker = worker is { HasEnded: false } ? worker : Anew(worker);
                if (options.Verbose)
                {
                    await output.WriteLineAsync($"{Generator.Make(seed)}");
                }

                var result = await worker.TryAsync(seed, options.Verbose, options.Patience, cancellationToken);
                journal.Add(result);
                _tally.Add(result, worker.Said());
            }
        }
        finally
        {
            worker?.Dispose();
        }
    }

    private WorkerProcess Anew(WorkerProcess? old)
    {
        old?.Dispose();
        return new WorkerProcess(time);
    }
}
