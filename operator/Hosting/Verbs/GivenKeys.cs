using Operator.Cluster;
using Operator.Plan;
using Operator.Resource;

namespace Operator.Hosting.Verbs;

/// <summary>
/// The tokens that a person gave to a verb: files first, then Secrets among the manifests, then, unless a cluster was named, the
/// environment variables of the ingestion itself.
/// </summary>
internal sealed class GivenKeys(ManifestKeys manifests)
{
    private readonly Dictionary<(string Namespace, string Name, string Key), string> _first = [];
    private readonly Dictionary<(string Namespace, string Name, string Key), string> _last = [];

    /// <summary>A token from a file stands for whatever Secret key the ingestion names.</summary>
    public void Give(DbtCloudIngestion ingestion, GivenTokens files, GivenTokens variables)
    {
        var account = ingestion.Spec?.Account?.TokenSecretRef;
        var bot = ingestion.Spec?.OpenMetadata?.TokenSecretRef;
        var dbtKey = (ingestion.Key.Namespace, account?.Name ?? "", account?.Key ?? Defaults.DbtTokenKey);
        var botKey = (ingestion.Key.Namespace, bot?.Name ?? "", bot?.Key ?? Defaults.OpenMetadataTokenKey);
        Put(_first, dbtKey, files.DbtCloud);
        Put(_first, botKey, files.OpenMetadata);
        Put(_last, dbtKey, variables.DbtCloud);
        Put(_last, botKey, variables.OpenMetadata);
    }

    public KeyAnswer? Secret(string @namespace, string name, string key) =>
        Found(_first, (@namespace, name, key)) ?? manifests.Find("Secret", @namespace, name, key) ?? Found(_last, (@namespace, name, key));

    public KeyAnswer? ConfigMap(string @namespace, string name, string key) => manifests.Find("ConfigMap", @namespace, name, key);

    private static void Put(Dictionary<(string, string, string), string> into, (string, string, string) key, string? token)
    {
        if (token is not null)
        {
            into[key] = token;
        }
    }

    private static KeyAnswer.Found? Found(Dictionary<(string, string, string), string> among, (string, string, string) key) =>
        among.TryGetValue(key, out var token) ? new KeyAnswer.Found(token, ManifestKeys.Revision) : null;
}

/// <summary>Tokens from one kind of place; null where it has none.</summary>
internal sealed record GivenTokens(string? DbtCloud, string? OpenMetadata)
{
    public static GivenTokens None { get; } = new(null, null);

    public static GivenTokens FromVariables(Surroundings surroundings) =>
        new(surroundings.Set(OwnNames.DbtTokenVariable), surroundings.Set(OwnNames.BotTokenVariable));

    public override string ToString() => "(secret)";
}
