using System.Globalization;

namespace Bench.Cluster;

/// <summary>One sample of the text format: its name, its labels, its value.</summary>
internal sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value)
{
    public string Label(string name) => Labels.GetValueOrDefault(name, "");
}

/// <summary>Reads the samples of one or a few metrics out of Prometheus' text format; the lines of others are passed over unread.</summary>
internal static class PrometheusText
{
    public static IReadOnlyList<Sample> Read(string text, params IReadOnlyList<string> names)
    {
        var samples = new List<Sample>();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            foreach (var name in names)
            {
                if (line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] is '{' or ' ')
                {
                    samples.Add(Parse(name, line[name.Length..].ToString()));
                }
            }
        }

        return samples;
    }

    private static Sample Parse(string name, string rest)
    {
        var labels = new Dictionary<string, string>();
        var at = 0;
        if (rest[0] == '{')
        {
            at = 1;
            while (rest[at] != '}')
            {
                at = Label(rest, at, labels);
            }

            at++;
        }

        return new Sample(name, labels, double.Parse(rest[at..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture));
    }

    /// <summary>Reads NAME="VALUE" with the format's three escapes; returns where the next label begins.</summary>
    private static int Label(string text, int at, Dictionary<string, string> labels)
    {
        var equals = text.IndexOf('=', at);
        var name = text[at..equals];
        var value = new System.Text.StringBuilder();
        for (at = equals + 2; text[at] != '"'; at++)
        {
            value.Append(text[at] != '\\' ? text[at] : text[++at] == 'n' ? '\n' : text[at]);
        }

        labels[name] = value.ToString();
        return text[at + 1] == ',' ? at + 2 : at + 1;
    }
}
