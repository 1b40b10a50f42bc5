using Xunit;

namespace Operator.Tests.Contract;

public sealed class DocsTests
{
    private static readonly string Page = Repository.PathOf("docs", "resource.md");

    [Fact]
    public async Task The_resource_page_is_what_the_CRD_says()
    {
        var expected = ResourcePage.Render();
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(Page, expected, TestContext.Current.CancellationToken);
        }

        var actual = await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken);

        Assert.True(expected == actual, "docs/resource.md is older than the CRD or the reasons: run make docs.");
    }

    [Fact]
    public void Every_link_inside_the_resource_page_has_a_heading()
    {
        var lines = ResourcePage.Render().Split('\n');
        var headings = lines.Where(line => line.StartsWith('#')).Select(line => new string([.. line.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)])).ToHashSet();
        var links = lines.SelectMany(line => line.Split("](#").Skip(1)).Select(rest => rest[..rest.IndexOf(')', StringComparison.Ordinal)]).ToList();

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.Contains(link, headings));
    }
}
