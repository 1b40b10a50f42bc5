using System.Globalization;
using Campaign.Scenarios;
using Campaign.Time;

namespace Campaign.Running;

/// <summary>
/// A process that tries the seeds that it is told, one line each, and answers each with a line. It has one processor and one thread
/// for all work, so that the same seed goes the same way on every machine.
/// </summary>
internal static class Worker
{
    public const string Verb = "worker";

    public static int Run(TextReader seeds, TextWriter results)
    {
        Alone(() => Try(new SeedRunner(), seeds, results));
        return 0;
    }

    /// <summary>The thread that drives a world must be none of those whose work it waits for.</summary>
    public static void Alone(Action action)
    {
        Quiet.Prepare();
        var main = new Thread(() => action());
        main.Start();
        main.Join();
    }

    private static void Try(SeedRunner runner, TextReader seeds, TextWriter results)
    {
        while (seeds.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            var scenario = Generator.Make(int.Parse(words[0], CultureInfo.InvariantCulture));
            var (began, cpu) = (TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var broken = runner.Run(scenario, words.Contains("log") ? Console.Error : null);
            results.WriteLine(new Result(scenario.Seed, TimeProvider.System.GetElapsedTime(began), Environment.CpuUsage.TotalTime - cpu, broken).ToLine());
            results.Flush();
        }
    }
}
