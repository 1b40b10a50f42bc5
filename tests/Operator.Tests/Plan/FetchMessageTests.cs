using System.Text;
using Operator.Plan;
using Xunit;

namespace Operator.Tests.Plan;

public sealed class FetchMessageTests
{
    private static readonly FetchedRun Run = new("70471800000777", "54321", "Success", new DateTimeOffset(2026, 11, 25, 1, 2, 3, TimeSpan.Zero));

    [Fact]
    public void What_is_written_is_read_again()
    {
        var message = new FetchMessage { Run = Run, TestsFrom = Run with { Id = "8", Status = "Error" }, Missing = ["catalog.json"], FilledIn = 5, AskedForSilence = 1, Models = [new("analytics", "marts", "customers")] };

        var read = FetchMessage.Read(Encoding.UTF8.GetString(message.Write()))!;

        Assert.Equal(Encoding.UTF8.GetString(message.Write()), Encoding.UTF8.GetString(read.Write()));
        Assert.Equal((Run, "8", 5, 1), (read.Run, read.TestsFrom?.Id, read.FilledIn, read.AskedForSilence));
        Assert.Equal(new FetchedModel("analytics", "marts", "customers"), Assert.Single(read.Models!));
        Assert.Equal(["catalog.json"], read.Missing!);
    }

    [Theory]
    [InlineData(1, 20)]
    [InlineData(60, 12)]
    [InlineData(5000, 0)]
    public void As_many_models_as_fit_are_named_and_never_more_than_twenty(int length, int atLeast)
    {
        var message = new FetchMessage { Run = Run, Models = [.. Enumerable.Range(0, 100).Select(_ => new FetchedModel(new string('ä', length), new string('"', length), "m"))] };

        var bytes = message.Write();

        Assert.InRange(bytes.Length, 1, FetchMessage.MostBytes);
        Assert.InRange(FetchMessage.Read(Encoding.UTF8.GetString(bytes))!.Models?.Count ?? 0, atLeast, FetchMessage.MostModels);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("out of memory")]
    [InlineData("""{"format":2}""")]
    [InlineData("""{"format":0}""")]
    [InlineData("""{"format":1,"run":{"id":"1""")]
    public void What_is_no_such_message_is_not_read(string? text) => Assert.Null(FetchMessage.Read(text));

    /// <summary>Kubernetes would have cut it, so somebody else wrote it into the Job's annotation; the status would repeat it.</summary>
    [Fact]
    public void One_that_is_longer_than_a_container_may_leave_is_not_read()
    {
        static string Text(int length) => $$$"""{"format":1,"run":{"id":"{{{new string('7', length)}}}"}}""";

        Assert.NotNull(FetchMessage.Read(Text(4000)));
        Assert.Null(FetchMessage.Read(Text(4097)));
    }

    [Fact]
    public void Only_what_another_try_may_cure_ends_with_three()
    {
        Assert.Equal(["ArtifactsUnavailable", "RateLimited", "Unreachable"], FetchReason.All.Where(reason => reason.ExitCode == 3).Select(reason => reason.Name));
        Assert.All(FetchReason.All, reason => Assert.Same(reason, FetchReason.Named(reason.Name)));
        Assert.Null(FetchReason.Named("Other"));
    }
}
