using System.Globalization;

namespace Bench;

/// <summary>Says what the bench does while it does it, each line with the seconds since the start.</summary>
internal sealed class Journal(TextWriter output, TimeProvider time)
{
    private readonly long started = time.GetTimestamp();

    public TimeProvider Time => time;

    public void Say(FormattableString line) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time.GetElapsedTime(started).TotalSeconds,7:0.0}s  {line.ToString(CultureInfo.InvariantCulture)}"));
}
