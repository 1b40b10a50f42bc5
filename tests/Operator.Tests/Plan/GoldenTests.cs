using System.Text.Json;
using Operator.Resource;
using Operator.Tests.Contract;
using Xunit;

namespace Operator.Tests.Plan;

public sealed class GoldenTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.All];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_plan_and_the_status_are_those_of_the_case(string name)
    {
        var golden = GoldenCase.Load(name);

        AssertIs(golden.PathOf("desired.yaml"), golden.DesiredText());
        AssertIs(golden.PathOf("status.yaml"), golden.StatusText());
    }

    [Fact]
    public void There_are_cases_enough_to_rely_on() => Assert.InRange(GoldenCase.All.Count(), 25, 200);

    /// <summary>What no case sets, no case shows to arrive.</summary>
    [Fact]
    public void One_case_sets_every_field_of_a_run()
    {
        var run = JsonSerializer.SerializeToNode(GoldenCase.Load("every-run-field").Ingestion.Spec!.Run!, ResourceJson.Default.RunSpec)!.AsObject();
        var volumes = run["volumes"]!.AsArray().SelectMany(volume => volume!.AsObject());

        Assert.Equal([], ResourceJson.Default.RunSpec.Properties.Select(property => property.Name).Except(run.Select(field => field.Key)));
        Assert.Equal([], ResourceJson.Default.RunVolume.Properties.Select(property => property.Name).Except(volumes.Select(field => field.Key)));
    }

    private static void AssertIs(string path, string actual)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(Repository.PathOf(path), actual);
        }

        Assert.Equal(Repository.Read(path), actual);
    }
}
