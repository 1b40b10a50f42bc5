namespace Sandbox.Ingestion;

/// <summary>Where in the package a line comes from: part of the line, and different in each release.</summary>
internal sealed record LogPlaces(string Version, string Properties, string Run, string RateLimit, string Tags, string TagTrouble, string Owner, string Table, string Failure, string Summary, string Pipeline, string Service, string Client, string Search, string LineageDelete)
{
    public static LogPlaces Of(Family family) => family switch
    {
        Family.OneTwelve => new("server_mixin:97", "metadata:174", "dbt_config:303", "client:261", "tag_utils:186", "tag_utils:190", "metadata:252", "metadata:804", "status:123", "logger:205", "base:355", "ingestion:228", "client:326", "es_mixin:305", "lineage_mixin:531"),
        Family.OneThirteen => new("server_mixin:97", "metadata:176", "dbt_config:302", "client:277", "tag_utils:186", "tag_utils:190", "metadata:254", "metadata:806", "status:123", "logger:223", "base:383", "ingestion:228", "client:343", "es_mixin:327", "lineage_mixin:531"),
        _ => new("server_mixin:159", "metadata:234", "dbt_config:337", "client:342", "tag_utils:174", "tag_utils:178", "metadata:304", "metadata:848", "status:129", "logger:223", "base:416", "ingestion:218", "client:407", "es_mixin:327", "lineage_mixin:618"),
    };
}
