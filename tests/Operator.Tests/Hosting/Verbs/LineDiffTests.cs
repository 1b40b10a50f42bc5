using Operator.Hosting.Verbs;
using Xunit;

namespace Operator.Tests.Hosting.Verbs;

/// <summary>Differences as diff -u shows them.</summary>
public sealed class LineDiffTests
{
    [Fact]
    public void The_same_text_has_none()
    {
        Assert.Empty(LineDiff.Of("a\nb\n", "a\nb\n"));
    }

    [Fact]
    public void A_change_stands_between_three_lines_each_side()
    {
        Assert.Equal(
            ["@@ -2,7 +2,7 @@", " 2", " 3", " 4", "-5", "+five", " 6", " 7", " 8"],
            LineDiff.Of("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"));
    }

    [Fact]
    public void Changes_that_are_far_apart_are_hunks_of_their_own()
    {
        var before = Enumerable.Range(1, 20).Select(number => $"{number}").ToArray();
        var after = before.Where(line => line != "2").Append("21").ToArray();

        var diff = LineDiff.Of(string.Join('\n', before), string.Join('\n', after));

        Assert.Equal(["@@ -1,5 +1,4 @@", "@@ -18,3 +17,4 @@"], diff.Where(line => line[0] == '@'));
    }

    [Fact]
    public void What_is_new_or_gone_is_all_one_side()
    {
        Assert.Equal(["@@ -0,0 +1,2 @@", "+a", "+b"], LineDiff.Of("", "a\nb\n"));
        Assert.Equal(["@@ -1,1 +0,0 @@", "-a"], LineDiff.Of("a\n", ""));
    }
}
