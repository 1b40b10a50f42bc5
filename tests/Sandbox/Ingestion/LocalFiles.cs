using System.Text.Json.Nodes;
using Sandbox.Nodes;

namespace Sandbox.Ingestion;

/// <summary>Artifacts that lie on disk; every path that is named must exist.</summary>
internal static class LocalFiles
{
    private static readonly string[] Keys = ["dbtCatalogFilePath", "dbtManifestFilePath", "dbtRunResultsFilePath", "dbtSourcesFilePath"];

    public static DbtFilesOutcome Read(Workflow workflow, MountMap mounts)
    {
        Dictionary<string, JsonObject> read = [];
        foreach (var key in Keys)
        {
            if (Workflow.Text(workflow.ConfigSource, key) is not { Length: > 0 } path)
            {
                continue;
            }

            if (!File.Exists(mounts.Localize(path)))
            {
                return DbtFilesOutcome.Fail($"Error fetching dbt files from local: Error reading file [{path}] locally: [Errno 2] No such file or directory: '{path}'");
            }

            if (new Answer(200, File.ReadAllText(mounts.Localize(path)), null).Body is not JsonObject content)
            {
                return DbtFilesOutcome.Fail($"Error fetching dbt files from local: Error reading file [{path}] locally: Expecting value");
            }

            read[key] = content;
        }

        return DbtFilesOutcome.Of(new DbtFiles(
            read["dbtManifestFilePath"], read.GetValueOrDefault(Keys[0]),
            read.TryGetValue(Keys[2], out var results) ? [results] : [], read.GetValueOrDefault(Keys[3])));
    }
}
