using System.CommandLine;
using Operator.Plan;

namespace Operator.Hosting.Verbs;

/// <summary>What check and render work on: the ingestions of the files, the tokens that were given and the cluster that was named.</summary>
internal sealed record VerbInput(IReadOnlyList<IngestionManifest> Ingestions, GivenKeys Keys, VerbCluster? Cluster) : IDisposable
{
    public void Dispose() => Cluster?.Dispose();
}

/// <summary>The options that give that input.</summary>
internal sealed class InputOptions(Surroundings surroundings, string useOfCluster)
{
    private readonly Option<string[]> _files = VerbOptions.Files();
    private readonly Option<string?> _namespace = VerbOptions.Namespace();
    private readonly Option<string?> _kubeconfig = VerbOptions.Kubeconfig(useOfCluster);
    private readonly Option<string?> _context = VerbOptions.Context();
    private readonly Option<string?> _dbtToken = VerbOptions.TokenFile("--dbt-token-file", OwnNames.DbtTokenVariable);
    private readonly Option<string?> _botToken = VerbOptions.TokenFile("--openmetadata-token-file", OwnNames.BotTokenVariable);

    public IReadOnlyList<Option> All => [_files, _namespace, _kubeconfig, _context, _dbtToken, _botToken];

    public bool NamesCluster(ParseResult parsed) => parsed.GetValue(_kubeconfig) is not null;

    /// <summary>Null where something is wrong; then it has been told.</summary>
    public VerbInput? Read(ParseResult parsed)
    {
        var (cluster, noCluster) = VerbCluster.Open(parsed.GetValue(_kubeconfig), parsed.GetValue(_context), surroundings.Time);
        var (dbt, noDbt) = TokenFile.Read(parsed.GetValue(_dbtToken), _dbtToken.Name);
        var (bot, noBot) = TokenFile.Read(parsed.GetValue(_botToken), _botToken.Name);
        var manifests = Manifests.Read(parsed.GetValue(_files)!, surroundings.In, parsed.GetValue(_namespace) ?? cluster?.Namespace ?? "default");
        var complaints = new[] { ZoneDatabase.Trouble(), noCluster, noDbt, noBot }.OfType<string>().Concat(manifests.Complaints.Select(complaint => complaint.ToString())).ToList();
        if (complaints.Count > 0)
        {
            complaints.ForEach(surroundings.Error.WriteLine);
            cluster?.Dispose();
            return null;
        }

        var keys = new GivenKeys(manifests.Keys);
        var variables = cluster is null ? GivenTokens.FromVariables(surroundings) : GivenTokens.None;
        foreach (var manifest in manifests.Ingestions)
        {
            keys.Give(manifest.Ingestion, new GivenTokens(dbt, bot), variables);
        }

        return new VerbInput(manifests.Ingestions, keys, cluster);
    }
}
