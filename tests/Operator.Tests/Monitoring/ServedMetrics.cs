using Operator.Tests.Hosting.Measuring;

namespace Operator.Tests.Monitoring;

/// <summary>What /metrics serves, to hold expressions against.</summary>
internal sealed class ServedMetrics(Exposition page)
{
    /// <summary>Prometheus adds these to every series that it scrapes.</summary>
    private static readonly string[] OfTheTarget = ["instance", "job"];

    public static async Task<ServedMetrics> ReadAsync() => new(await MetricsDocTests.EverythingAsync());

    /// <summary>What an expression, and the legend or the texts beside it, name and nobody serves.</summary>
    public IEnumerable<string> Unknown(string text, params IEnumerable<string> labelsBeside)
    {
        var expression = new PromExpression(text);
        var families = expression.Metrics.Select(Find).ToList();
        var labels = families.SelectMany(LabelsOf).Concat(OfTheTarget).ToHashSet();
        return
        [
            .. expression.Metrics.Where(metric => Find(metric) is null).Select(metric => $"{metric} is not served: {text}"),
            .. expression.Matched.Where(pair => !LabelsOf(Find(pair.Metric)).Contains(pair.Label)).Select(pair => $"{pair.Metric} has no label {pair.Label}: {text}"),
            .. expression.Grouped.Concat(labelsBeside).Where(label => !labels.Contains(label)).Select(label => $"nothing has the label {label}: {text}"),
        ];
    }

    private Family? Find(string metric) => page.Families.FirstOrDefault(family => family.SampleNames.Contains(metric));

    private static IEnumerable<string> LabelsOf(Family? family) => family is null ? [] : family.Type == "histogram" ? [.. family.Labels, "le"] : family.Labels;
}
