namespace Bench.Machine;

/// <summary>The machine, as far as figures depend on it.</summary>
internal static class MachineName
{
    public static string Read()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
        return $"{Environment.ProcessorCount} cores of {model ?? "an unnamed processor"}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}";
    }
}
