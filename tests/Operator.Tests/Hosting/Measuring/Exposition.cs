using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Operator.Tests.Hosting.Measuring;

/// <summary>Prometheus' text format, read as strictly as its specification writes it.</summary>
internal sealed partial class Exposition
{
    private readonly List<Family> _families = [];

    private Exposition()
    {
    }

    public IReadOnlyList<Family> Families => _families;

    public static Exposition Read(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        var exposition = new Exposition();
        foreach (var line in text[..^1].Split('\n'))
        {
            exposition.Take(line);
        }

        Assert.Distinct(exposition._families.Select(family => family.Name));
        Assert.Distinct(exposition._families.SelectMany(family => family.Samples).Select(sample => sample.Series));
        return exposition;
    }

    /// <summary>Null where there is no such series.</summary>
    public double? Value(string series) => _families.SelectMany(family => family.Samples).FirstOrDefault(sample => sample.Series == series)?.Value;

    private void Take(string line)
    {
        if (Help().Match(line) is { Success: true } help)
        {
            _families.Add(new Family(help.Groups[1].Value, help.Groups[2].Value));
        }
        else if (Type().Match(line) is { Success: true } type)
        {
            Assert.Equal(_families[^1].Name, type.Groups[1].Value);
            _families[^1].Type = type.Groups[2].Value;
        }
        else
        {
            var sample = Sample().Match(line);
            Assert.True(sample.Success, $"Not a line of the format: {line}");
            Assert.Contains(sample.Groups["name"].Value, _families[^1].SampleNames);
            _families[^1].Samples.Add(new Sampled(
                sample.Groups["series"].Value,
                [.. sample.Groups["label"].Captures.Select(label => label.Value)],
                double.Parse(sample.Groups["value"].Value.Replace("Inf", "∞", StringComparison.Ordinal), CultureInfo.InvariantCulture)));
        }
    }

    [GeneratedRegex(@"^# HELP ([a-zA-Z_:][\w:]*) (.+)$")]
    private static partial Regex Help();

    [GeneratedRegex(@"^# TYPE ([a-zA-Z_:][\w:]*) (counter|gauge|histogram|summary)$")]
    private static partial Regex Type();

    [GeneratedRegex("""^(?<series>(?<name>[a-zA-Z_:][\w:]*)(\{(((?<=\{)|,)(?<label>[a-zA-Z_]\w*)="([^"\\\n]|\\["\\n])*")+\})?) (?<value>[+-]?(Inf|[0-9.]+(e[+-]?[0-9]+)?)|NaN)$""", RegexOptions.IgnoreCase)]
    private static partial Regex Sample();
}

/// <summary>A metric with all its series.</summary>
internal sealed class Family(string name, string help)
{
    public string Name => name;

    public string Help => help;

    public string Type { get; set; } = "";

    public List<Sampled> Samples { get; } = [];

    /// <summary>What tells series apart; le belongs to the type, not to the metric.</summary>
    public IReadOnlyList<string> Labels => [.. Samples.SelectMany(sample => sample.Labels).Distinct().Where(label => label != "le")];

    public IEnumerable<string> SampleNames => Type == "histogram" ? [$"{name}_bucket", $"{name}_sum", $"{name}_count"] : [name];
}

/// <summary>One line: a series and its value.</summary>
internal sealed record Sampled(string Series, IReadOnlyList<string> Labels, double Value);
