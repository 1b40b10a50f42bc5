using System.Net;
using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Http.Protobuf;
using Xunit;

namespace Operator.ApiTests.Serving;

/// <summary>Bodies in protobuf, as kubectl create sends them.</summary>
public sealed class ProtobufTests
{
    /// <summary>What "kubectl create namespace data" puts on the wire.</summary>
    private static readonly byte[] s_namespace = Convert.FromHexString(
        "6B3873000A0F0A02763112094E616D657370616365121C0A140A04646174611200" + "1A0022002A00320038004200" + "12001A020A00" + "1A002200");

    [Fact]
    public async Task A_namespace_is_created_from_what_kubectl_sends()
    {
        await using var served = await Served.StartAsync();

        using var answer = await served.SendAsync(HttpMethod.Post, "/api/v1/namespaces", s_namespace, ProtobufBody.ContentType);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("data", (string?)(await Served.JsonAsync(answer))["metadata"]!["name"]);
    }

    [Fact]
    public void Zero_stays_where_it_differs_from_absent()
    {
        var spec = Read("batch.v1.JobSpec", [(7, 0), (10, 0)]);

        Assert.Equal("""{"backoffLimit":0,"suspend":false}""", spec.ToJsonString());
    }

    [Fact]
    public void Fields_of_a_newer_version_are_left_out()
    {
        var spec = Read("batch.v1.JobSpec", [(1, 2), (999, 5)]);

        Assert.Equal("""{"parallelism":2}""", spec.ToJsonString());
    }

    [Fact]
    public void A_volume_holds_its_source_without_a_step_between()
    {
        var volume = new JsonObject();

        MessageReader.ReadInto(volume, [0x0a, 1, (byte)'v', 0x12, 5, 0x32, 3, 0x0a, 1, (byte)'s'], "core.v1.Volume");

        Assert.Equal("""{"name":"v","secret":{"secretName":"s"}}""", volume.ToJsonString());
    }

    [Fact]
    public async Task Bytes_that_break_off_are_refused()
    {
        await using var served = await Served.StartAsync();

        using var answer = await served.SendAsync(HttpMethod.Post, "/api/v1/namespaces", s_namespace[..30], ProtobufBody.ContentType);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("unexpected EOF", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static JsonObject Read(string message, (int Field, byte Value)[] numbers)
    {
        using var bytes = new MemoryStream();
        foreach (var (field, value) in numbers)
        {
            var key = field << 3;
            bytes.Write(key < 128 ? [(byte)key] : [(byte)((key & 0x7f) | 0x80), (byte)(key >> 7)]);
            bytes.WriteByte(value);
        }

        var result = new JsonObject();
        MessageReader.ReadInto(result, bytes.ToArray(), message);
        return result;
    }
}
