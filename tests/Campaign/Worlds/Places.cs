namespace Campaign.Worlds;

/// <summary>Where everything is in a world.</summary>
internal static class Places
{
    public const string Namespace = "data";
    public const string NeighbourNamespace = "neighbours";
    public const string Neighbour = "neighbour";
    public const string DbtCloud = "https://ab123.us1.dbt.com";
    public const string OpenMetadata = "https://openmetadata.example.com/api";
    public const string NeighbourDbtCloud = "https://cd456.us1.dbt.com";
    public const string NeighbourOpenMetadata = "https://openmetadata-two.example.com/api";
    public const string Ingestions = "dbtcloudingestions";
    public const string Definition = "dbtcloudingestions.metadata-ingestion.io";

    public static string Ingestion(string name, string @namespace = Namespace) =>
        $"/apis/metadata-ingestion.io/v1alpha1/namespaces/{@namespace}/{Ingestions}/{name}";

    public static string CronJob(string name, string @namespace = Namespace) => $"/apis/batch/v1/namespaces/{@namespace}/cronjobs/{name}";

    public static string Job(string name, string @namespace = Namespace) => $"/apis/batch/v1/namespaces/{@namespace}/jobs/{name}";

    public static string Secret(string name, string @namespace = Namespace) => $"/api/v1/namespaces/{@namespace}/secrets/{name}";
}
