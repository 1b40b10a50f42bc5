using Operator.ApiTests.Contract;

namespace Operator.ApiTests.Ingestions;

/// <summary>The operator's own kind, as the repository's files define it.</summary>
internal static class IngestionKind
{
    public const string Path = "/apis/metadata-ingestion.io/v1alpha1/~/dbtcloudingestions";
    public const string Definition = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/dbtcloudingestions.metadata-ingestion.io";

    public static string Crd => Read("crds", "metadata-ingestion.io_dbtcloudingestions.yaml");

    public static string Sample(string file, Space space) =>
        Read("config", "samples", file).Replace("namespace: data", $"namespace: {space.Name}", StringComparison.Ordinal);

    public static async Task InstallAsync(Space space)
    {
        (await space.Apply(Definition, "contract", Crd, force: true)).Accepted();
        await space.Until(Path, list => list.Status == 200);
    }

    public static Answer Accepted(this Answer answer) => answer.Status == 201 ? answer : answer.Ok();

    public static string Read(params ReadOnlySpan<string> parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Operator.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("There is no Operator.sln above " + AppContext.BaseDirectory);
        }

        return File.ReadAllText(System.IO.Path.Combine([folder.FullName, .. parts]));
    }
}
