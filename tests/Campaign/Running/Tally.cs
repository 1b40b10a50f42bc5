using Campaign.CommandLine;

namespace Campaign.Running;

/// <summary>What has come of the seeds so far: failures at once, how far it is from time to time, and a line that sums it up.</summary>
internal sealed class Tally(TextWriter output, CampaignOptions options, TimeProvider time)
{
    private static readonly TimeSpan s_betweenLines = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly List<Result> _all = [];
    private readonly long _began = time.GetTimestamp();
    private long _told = time.GetTimestamp();
    private int _before;

    /// <summary>Of an earlier part of the same campaign.</summary>
    public void Remember(Result result)
    {
        _before++;
        _all.Add(result);
    }

    public void Add(Result result, IReadOnlyList<string> said)
    {
        lock (_gate)
        {
            _all.Add(result);
            if (!result.IsGood)
            {
                Tell(result);
            }

            foreach (var line in said)
            {
                output.WriteLine($"    {line}");
            }

            if (time.GetElapsedTime(_told) >= s_betweenLines)
            {
                _told = time.GetTimestamp();
                output.WriteLine($"{time.GetElapsedTime(_began).TotalSeconds,8:0} s  {_all.Count} of {options.Seeds} seeds, {_all.Count(one => !one.IsGood)} of them broke something");
            }
        }
    }

    /// <summary>The exit code.</summary>
    public int End(int wanted)
    {
        lock (_gate)
        {
            var broken = _all.Where(result => !result.IsGood).ToList();
            if (_before > 0)
            {
                broken.ForEach(Tell);
            }

            var kinds = string.Join(", ", _all.GroupBy(result => result.Kind).OrderBy(kind => kind.Key).Select(kind => $"{kind.Count()} {$"{kind.Key}".ToLowerInvariant()}"));
            var each = _all.Select(result => result.Cpu.TotalMilliseconds).DefaultIfEmpty().Average();
            output.WriteLine($"campaign: {_all.Count} of {wanted} seeds from {options.From} ({kinds}): {broken.Count} broke an invariant; {time.GetElapsedTime(_began).TotalSeconds:0} s, {each:0} ms of processor time a seed");
            return broken.Count == 0 && _all.Count == wanted ? 0 : 1;
        }
    }

    private void Tell(Result result)
    {
        output.WriteLine($"FAILED seed {result.Seed}, {result.Kind}: make campaign CAMPAIGN_ARGS=\"--from {result.Seed} --seeds 1 --verbose\"");
        foreach (var broken in result.Broken)
        {
            output.WriteLine($"    {broken}");
        }
    }
}
