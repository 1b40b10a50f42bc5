using Operator.Tests.Contract;
using Xunit;

namespace Operator.Tests.Rooms;

public sealed class RoomTests
{
    [Fact]
    public void Rooms_import_only_what_the_table_allows()
    {
        var forbidden = Imports().Where(import => !RoomTable.MayImport[import.From].Contains(import.To));

        Assert.Equal([], forbidden.Select(import => import.ToString()));
    }

    [Fact]
    public void No_two_rooms_import_each_other()
    {
        var pairs = Imports().Select(import => (import.From, import.To)).ToHashSet();

        Assert.Equal([], pairs.Where(pair => pairs.Contains((pair.To, pair.From))));
    }

    [Fact]
    public void Every_folder_of_the_operator_is_a_room_of_the_table()
    {
        var folders = Sources().Select(RoomOf).OfType<string>().Distinct();

        Assert.Equal([], folders.Except(RoomTable.MayImport.Keys));
    }

    [Theory]
    [InlineData("using Operator.Plan;")]
    [InlineData("using static Operator.Plan.Timing;")]
    [InlineData("class A { Plan.Timing? B; }")]
    [InlineData("class A { void B() => Plan.Timing.C(); }")]
    public void An_import_is_found_however_it_is_written(string source)
    {
        Assert.Equal(["Plan"], Import.Of("Cluster", "file", source).Select(import => import.To));
    }

    [Theory]
    [InlineData("// Plan.Timing decides")]
    [InlineData("class A { string B = \"Plan.Timing\"; }")]
    [InlineData("class A { int B => options.Plan.Count; }")]
    [InlineData("class A { Plan? B; }")]
    public void What_only_looks_like_an_import_is_not_taken_for_one(string source)
    {
        Assert.Empty(Import.Of("Cluster", "file", source));
    }

    private static IEnumerable<string> Sources() => Repository.Files("operator").Where(file => file.EndsWith(".cs", StringComparison.Ordinal));

    private static string? RoomOf(string file) => file.Split('/') is [_, var room, _, ..] ? room : null;

    private static IEnumerable<Import> Imports() =>
        from file in Sources()
        let room = RoomOf(file)
        where room is not null
        from import in Import.Of(room, file, Repository.Read(file))
        select import;
}
