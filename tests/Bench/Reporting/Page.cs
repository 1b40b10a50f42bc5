using System.Globalization;

namespace Bench.Reporting;

/// <summary>Figures as Markdown, on the terminal or in the middle of a page.</summary>
internal static class Page
{
    private const string Begin = "<!-- figures -->";
    private const string End = "<!-- /figures -->";

    public static int Publish(IReadOnlyList<string> files, string? into, TextWriter output)
    {
        var text = Text([.. files.Select(file => Report.FromJson(File.ReadAllText(file)))]);
        if (into is null)
        {
            output.WriteLine(text);
        }
        else
        {
            File.WriteAllText(into, Replace(File.ReadAllText(into), text));
        }

        return 0;
    }

    public static string Text(IReadOnlyList<Report> reports) => string.Create(
        CultureInfo.InvariantCulture,
        $"Measured {reports.Max(report => report.Date):yyyy-MM-dd} on {string.Join("; ", reports.Select(report => report.Machine).Distinct())}.\n\n{Table.Markdown([.. reports.SelectMany(report => report.Sizes)])}");

    public static string Replace(string page, string figures)
    {
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        return begin < 0 || end < begin
            ? throw new InvalidOperationException($"The page has no {Begin} … {End}.")
            : $"{page[..(begin + Begin.Length)]}\n{figures}\n{page[end..]}";
    }
}
