using System.Globalization;

namespace Bench.Reporting;

/// <summary>Figures as Markdown, on the terminal or in the middle of a page.</summary>
internal static class Page
{
    private const string Begin = "<!-- figures -->";
    private const string End = "<!-- /figures -->";

    public static int Publish(IReadOnlyList<string> files, string? into, TextWriter output, TextWriter errors)
    {
        if (files.Append(into ?? files[0]).FirstOrDefault(file => !File.Exists(file)) is { } missing)
        {
            errors.WriteLine($"There is no file {missing}; figures come from `make bench`, and --into takes a page that exists.");
            return BenchCommandLine.WrongUsage;
        }

        var text = Text([.. files.Select(file => Report.FromJson(File.ReadAllText(file)))]);
        if (into is null)
        {
            output.WriteLine(text);
        }
        else
        {
            if (Replace(File.ReadAllText(into), text) is not { } page)
            {
                errors.WriteLine($"The page {into} has no {Begin} … {End}; put both where the figures are to stand.");
                return BenchCommandLine.WrongUsage;
            }

            File.WriteAllText(into, page);
        }

        return 0;
    }

    public static string Text(IReadOnlyList<Report> reports) => string.Create(
        CultureInfo.InvariantCulture,
        $"Measured {reports.Max(report => report.Date):yyyy-MM-dd} on {string.Join("; ", reports.Select(report => report.Machine).Distinct())}.\n\n{Table.Markdown([.. reports.SelectMany(report => report.Sizes)])}");

    /// <summary>Null where the page has no place for figures.</summary>
    public static string? Replace(string page, string figures)
    {
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        return begin < 0 || end < begin
            ? null
            : $"{page[..(begin + Begin.Length)]}\n{figures}\n{page[end..]}";
    }
}
