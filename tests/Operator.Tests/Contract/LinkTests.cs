using System.Text.RegularExpressions;
using Xunit;

namespace Operator.Tests.Contract;

/// <summary>Every link from page to page leads to a file, and to a heading of it where an anchor is named.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Pages => ["README.md", .. Repository.Files("docs").Where(file => file.EndsWith(".md", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_link_leads_somewhere(string page)
    {
        var broken = Link().Matches(Repository.Read(page))
            .Select(match => match.Groups[1].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal))
            .Where(link => !Exists(page, link));

        Assert.Equal([], broken);
    }

    private static bool Exists(string page, string link)
    {
        var (path, anchor) = link.Split('#') is [var file, var heading] ? (file, heading) : (link, null);
        var target = path.Length == 0 ? page : Path.GetRelativePath(Repository.Top, Repository.PathOf(Path.GetDirectoryName(page)!, path));
        return File.Exists(Repository.PathOf(target)) && (anchor is null || Anchors(Repository.Read(target)).Contains(anchor));
    }

    private static IEnumerable<string> Anchors(string page) =>
        Heading().Matches(page).Select(match => NotInAnchors().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("[^a-z0-9 _-]")]
    private static partial Regex NotInAnchors();
}
