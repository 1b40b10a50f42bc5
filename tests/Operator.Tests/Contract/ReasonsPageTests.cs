using System.Text.RegularExpressions;
using Operator.Plan;
using Operator.Reporting;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Contract;

/// <summary>docs/reasons.md is written by hand, and holds what the closed list holds: no less, no more.</summary>
public sealed partial class ReasonsPageTests
{
    private static readonly string[] Parts = ["Means", "Why", "Fix", "See"];
    private static readonly IReadOnlyList<Entry> Entries = [.. EntriesOf(Repository.Read("docs", "reasons.md"))];

    [Fact]
    public void Every_reason_has_an_entry_under_its_condition_and_no_entry_is_without_a_reason() => Assert.Equal(
        Reasons.All.Select(reason => $"{reason.Condition} / {reason.Condition}: {reason.Name}"),
        Entries.Select(entry => $"{entry.Section} / {entry.Heading}"));

    [Fact]
    public void Every_entry_says_what_it_means_why_how_to_fix_it_and_which_command_shows_it() => Assert.All(Entries, entry =>
    {
        Assert.Equal(Parts, entry.Parts.Select(part => part.Name));
        Assert.All(entry.Parts, part => Assert.True(part.Text.Length > 4, $"{entry.Heading}: {part.Name}"));
        Assert.Contains("`kubectl ", entry.Text("See"), StringComparison.Ordinal);
    });

    [Fact]
    public void Every_entry_begins_with_the_value_that_the_condition_has() => Assert.All(
        Reasons.All, reason => Assert.StartsWith($"{reason.Status}. ", EntryOf(reason).Text("Means"), StringComparison.Ordinal));

    [Fact]
    public void A_messages_link_leads_to_the_heading_of_its_reason() => Assert.All(Reasons.All, reason =>
        Assert.Equal($"#{Slug(EntryOf(reason).Heading)}", ReasonsPage.InTheRepository.LinkTo(reason)["docs/reasons.md".Length..]));

    [Fact]
    public void The_page_shows_the_command_that_the_message_shows() => Assert.All(Reasons.All, reason =>
    {
        var message = Commands.Append(Somebodys, new Finding(reason, "Broken."), ReasonsPage.InTheRepository);

        Assert.True(
            message == "Broken." || message == $"Broken. See: {FirstCommand(EntryOf(reason))}; {ReasonsPage.InTheRepository.LinkTo(reason)}",
            $"{reason.Condition}: {reason.Name} says: {message}");
    });

    [Fact]
    public void Every_reason_that_fails_ends_its_message_with_the_page() => Assert.All(
        Reasons.All.Where(reason => reason.Status == ConditionStatus.False),
        reason => Assert.EndsWith(
            $"; https://wiki.example.com/reasons#{reason.Condition.ToLowerInvariant()}-{reason.Name.ToLowerInvariant()}",
            Commands.Append(Somebodys, new Finding(reason, "Broken."), new ReasonsPage("https://wiki.example.com/reasons")),
            StringComparison.Ordinal));

    private static DbtCloudIngestion Somebodys => new() { Metadata = new() { Name = "NAME", NamespaceProperty = "NAMESPACE" } };

    private static Entry EntryOf(Reason reason) => Entries.Single(entry => entry.Heading == $"{reason.Condition}: {reason.Name}");

    private static string FirstCommand(Entry entry) => entry.Text("See").Split('`')[1];

    /// <summary>As GitHub and other renderers of Markdown make anchors of headings.</summary>
    private static string Slug(string heading) => NotInAnchors().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    private static IEnumerable<Entry> EntriesOf(string page)
    {
        foreach (var section in page.Split("\n## ").Skip(1))
        {
            foreach (var entry in section.Split("\n### ").Skip(1))
            {
                var parts = Part().Matches(entry).Select(match => (match.Groups[1].Value, match.Groups[2].Value));
                yield return new Entry(section.Split('\n')[0], entry.Split('\n')[0], [.. parts]);
            }
        }
    }

    [GeneratedRegex(@"^- \*\*(\w+):\*\* (.+)$", RegexOptions.Multiline)]
    private static partial Regex Part();

    [GeneratedRegex("[^a-z0-9 _-]")]
    private static partial Regex NotInAnchors();

    private sealed record Entry(string Section, string Heading, IReadOnlyList<(string Name, string Text)> Parts)
    {
        public string Text(string name) => Parts.Single(part => part.Name == name).Text;
    }
}
