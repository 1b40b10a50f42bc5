using System.Text.RegularExpressions;
using Operator.Tests.Contract;
using Xunit;

namespace Operator.Tests.Rooms;

public sealed partial class WorkplaceTests
{
    private static readonly string[] Kinds = [".cs", ".csproj", ".props", ".md", ".yaml", ".yml", ".json", ".sh", ".config", "Makefile", "run"];

    [Fact]
    public void No_file_names_a_place_on_somebodys_machine()
    {
        var found = from file in Repository.Files()
                    where Kinds.Any(kind => file.EndsWith(kind, StringComparison.Ordinal))
                    from line in File.ReadLines(Repository.PathOf(file)).Select((text, index) => (Text: text, Number: index + 1))
                    where Place().IsMatch(line.Text)
                    select $"{file}:{line.Number}";

        Assert.Equal([], found);
    }

    [GeneratedRegex("(?<![A-Za-z0-9_.-])/(?:work|home|root|Users)/")]
    private static partial Regex Place();
}
