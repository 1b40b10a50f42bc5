using System.Globalization;

namespace Bench.Machine;

/// <summary>What Linux says about a process: /proc/PID/stat and /proc/PID/status.</summary>
internal static class ProcessFiles
{
    /// <summary>USER_HZ, fixed at 100 on every architecture .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    public static TimeSpan CpuTime(int pid) => CpuTimeIn(File.ReadAllText($"/proc/{pid}/stat"));

    /// <summary>User and system time; fields are counted behind the name, which may hold blanks.</summary>
    public static TimeSpan CpuTimeIn(string stat)
    {
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds((Number(fields[11]) + Number(fields[12])) / TicksPerSecond);
    }

    /// <summary>What all processors have worked on whatever; the columns are user, nice, system, idle, iowait, irq, softirq, steal.</summary>
    public static TimeSpan MachineCpuTime() => MachineCpuTimeIn(File.ReadLines("/proc/stat").First());

    public static TimeSpan MachineCpuTimeIn(string line)
    {
        var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(Number).ToArray();
        return TimeSpan.FromSeconds((columns.Sum() - columns[3] - columns[4]) / TicksPerSecond);
    }

    public static double ResidentMiB(int pid) => MiBIn(File.ReadAllText($"/proc/{pid}/status"), "VmRSS");

    public static double PeakResidentMiB(int pid) => MiBIn(File.ReadAllText($"/proc/{pid}/status"), "VmHWM");

    public static double MiBIn(string status, string field) =>
        Number(status.Split('\n').Single(line => line.StartsWith(field + ":", StringComparison.Ordinal))[(field.Length + 1)..].Replace("kB", "", StringComparison.Ordinal)) / 1024;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
