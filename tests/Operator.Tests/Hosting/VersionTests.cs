using Operator.Hosting;
using Operator.Tests.Hosting.Verbs;
using Xunit;

namespace Operator.Tests.Hosting;

/// <summary>What the program tells of its own origin.</summary>
public sealed class VersionTests
{
    [Fact]
    public async Task It_names_version_commit_and_the_commits_time_in_one_line()
    {
        var run = await VerbRun.OfAsync(["--version"]);

        Assert.Equal((0, $"{BuildInfo.Line}{Environment.NewLine}", ""), (run.Code, run.Out, run.Error));
        Assert.Matches("^[0-9]+\\.[0-9]+\\.[0-9]+[^,]*, commit ([0-9a-f]{40}, [0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z|unknown, unknown)$", BuildInfo.Line);
        Assert.StartsWith($"{typeof(BuildInfo).Assembly.GetName().Version!.ToString(3)}, ", BuildInfo.Line, StringComparison.Ordinal);
    }
}
