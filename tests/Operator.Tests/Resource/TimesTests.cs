using System.Text.Json;
using k8s.Models;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Resource;

/// <summary>How times of Kubernetes objects are read and written.</summary>
public sealed class TimesTests
{
    [Theory]
    [InlineData("2026-11-25T10:00:01Z")]
    [InlineData("2026-11-25T10:00:01.5Z")]
    [InlineData("2026-11-25T10:00:01.000000Z")]
    [InlineData("2026-11-25T10:00:01.123456789Z")]
    [InlineData("2026-11-25T12:00:01+02:00")]
    [InlineData("2026-11-25T05:00:01.25-05:00")]
    public void Every_form_that_RFC_3339_allows_is_read_and_whole_seconds_of_UTC_are_written(string text)
    {
        var job = JsonSerializer.Deserialize($$$"""{"metadata":{"creationTimestamp":"{{{text}}}"}}""", LeanJson.Job)!;
        var status = JsonSerializer.Deserialize($$$"""{"connection":{"testedAt":"{{{text}}}"}}""", LeanJson.Status)!;

        Assert.Equal("""{"metadata":{"creationTimestamp":"2026-11-25T10:00:01Z"}}""", JsonSerializer.Serialize(new V1Job { Metadata = job.Metadata }, LeanJson.Job));
        Assert.Contains("\"testedAt\":\"2026-11-25T10:00:01Z\"", JsonSerializer.Serialize(status, LeanJson.Status), StringComparison.Ordinal);
    }
}
