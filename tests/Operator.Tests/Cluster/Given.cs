using System.Text;
using System.Text.Json;
using k8s.Models;
using Operator.Cluster.Watching;
using Operator.Resource;

namespace Operator.Tests.Cluster;

/// <summary>Objects as an API server would send them.</summary>
internal static class Given
{
    public const string OwnUid = "uid-of-analytics";

    public static string IngestionJson(string name = "analytics", int version = 10, string spec = """{"suspend":false}""") =>
        $$$"""{"apiVersion":"metadata-ingestion.io/v1alpha1","kind":"DbtCloudIngestion","metadata":{"namespace":"data","name":"{{{name}}}","uid":"uid-of-{{{name}}}","resourceVersion":"{{{version}}}","generation":1,"managedFields":[{"manager":"kubectl","fieldsV1":{"f:spec":{} } }]},"spec":{{{spec}}}}""";

    /// <summary>Objects inside each other.</summary>
    public static string Nested(int depth) => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);

    public static string DeepIngestionJson(string name, int version = 10, int depth = 80) => IngestionJson(name, version, $$$"""{"run":{"affinity":{{{Nested(depth)}}} } }""");

    public static string LargeIngestionJson(string name, int size, int version = 10) => IngestionJson(name, version, $$$"""{"suspend":false,"run":{"image":"{{{new string('x', size)}}}"} }""");

    public static string CronJobJson(string name = "analytics-marts", int version = 10, string ingestion = "analytics", string? owner = OwnUid, string uid = "uid-of-the-cronjob") =>
        $$$"""{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"namespace":"data","name":"{{{name}}}","uid":"{{{uid}}}","resourceVersion":"{{{version}}}","labels":{"metadata-ingestion.io/ingestion":"{{{ingestion}}}"}{{{Owners(owner)}}}},"spec":{"schedule":"17 */6 * * *"}}""";

    public static string List(int version, params string[] items) =>
        $$$"""{"kind":"List","apiVersion":"v1","metadata":{"resourceVersion":"{{{version}}}"},"items":[{{{string.Join(',', items)}}}]}""";

    public static string Page(int version, string next, params string[] items) =>
        $$$"""{"kind":"List","apiVersion":"v1","metadata":{"resourceVersion":"{{{version}}}","continue":"{{{next}}}"},"items":[{{{string.Join(',', items)}}}]}""";

    public static DbtCloudIngestion Ingestion(string name = "analytics", int version = 10) =>
        JsonSerializer.Deserialize(IngestionJson(name, version), Objects.Ingestion)!;

    public static V1CronJob CronJob(string name = "analytics-marts", int version = 10, string ingestion = "analytics", string? owner = OwnUid, string uid = "uid-of-the-cronjob") =>
        JsonSerializer.Deserialize(CronJobJson(name, version, ingestion, owner, uid), Objects.CronJob)!;

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Owners(string? owner) => owner is null
        ? ""
        : $$$""","ownerReferences":[{"apiVersion":"metadata-ingestion.io/v1alpha1","kind":"DbtCloudIngestion","name":"analytics","uid":"{{{owner}}}","controller":true}]""";
}
