using Bench;
using Bench.Reporting;
using Xunit;

namespace Operator.Tests.Bench;

public sealed class TableTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("figures");

    private static readonly Figures Small = new() { Resources = 1000, ApiServer = "sandbox", SecondsToReady = 4.25, ColdStartMs = 28.4 };
    private static readonly Figures Large = new() { Resources = 5000, ApiServer = "kube-apiserver v1.36.2", SecondsToReady = 31.94 };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Each_size_is_a_column_and_what_was_not_measured_is_a_dash()
    {
        var lines = Table.Text([Small, Large]).Split('\n');

        Assert.Single(lines.Select(line => line.Length).Distinct());
        Assert.EndsWith("1,000 on sandbox  5,000 on kube-apiserver v1.36.2", lines[0], StringComparison.Ordinal);
        Assert.Matches(@"^Operator start to all Ready, s\s+4\.3\s+31\.9$", lines[1]);
        Assert.Matches(@"^Cold start to serving, ms\s+28\s+–$", lines.Single(line => line.StartsWith("Cold", StringComparison.Ordinal)));
    }

    [Fact]
    public void Figures_take_their_place_in_a_page_and_the_rest_stays()
    {
        var (page, figures) = (FileOf("performance.md", "# Performance\n<!-- figures -->\nof yesterday\n<!-- /figures -->\nThe end\n"), FileOf("bench.json", Json(Small)));

        Assert.Equal((0, ""), Publish([figures], page));
        Assert.Equal(
            ["# Performance", "<!-- figures -->", "Measured 2026-11-26 on 2 cores.", "", "| Measure | 1,000 on sandbox |", "|---|---:|", "| Operator start to all Ready, s | 4.3 |"],
            File.ReadLines(page).Take(7));
        Assert.Equal(["<!-- /figures -->", "The end"], File.ReadLines(page).TakeLast(2));
        Assert.DoesNotContain("yesterday", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_without_a_place_for_figures_stays_as_it_is_and_is_told_what_it_lacks()
    {
        var page = FileOf("performance.md", "# Performance\n");

        Assert.Equal((BenchCommandLine.WrongUsage, $"The page {page} has no <!-- figures --> … <!-- /figures -->; put both where the figures are to stand."), Publish([FileOf("bench.json", Json(Small))], page));
        Assert.Equal("# Performance\n", File.ReadAllText(page));
    }

    [Theory]
    [InlineData("nowhere.json", null)]
    [InlineData("bench.json", "nowhere.md")]
    public void A_file_that_is_not_there_is_named(string figures, string? page)
    {
        FileOf("bench.json", Json(Small));

        var (code, error) = Publish([Path.Combine(_folder.FullName, figures)], page is null ? null : Path.Combine(_folder.FullName, page));

        Assert.Equal(BenchCommandLine.WrongUsage, code);
        Assert.StartsWith($"There is no file {_folder.FullName}/nowhere.", error, StringComparison.Ordinal);
    }

    private static string Json(Figures figures) =>
        new Report { Date = new DateTimeOffset(2026, 11, 26, 10, 0, 0, TimeSpan.Zero), Machine = "2 cores", Sizes = [figures] }.ToJson();

    private static (int Code, string Errors) Publish(string[] files, string? page)
    {
        using var errors = new StringWriter();
        var code = Page.Publish(files, page, TextWriter.Null, errors);
        return (code, errors.ToString().TrimEnd());
    }

    private string FileOf(string name, string text)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, text);
        return file;
    }
}
