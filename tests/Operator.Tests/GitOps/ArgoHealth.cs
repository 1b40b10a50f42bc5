using System.Text.RegularExpressions;
using Operator.Tests.Contract;

namespace Operator.Tests.GitOps;

/// <summary>Argo CD's script of health, and the table of reasons in it.</summary>
internal static partial class ArgoHealth
{
    public const string Folder = "config/argocd/resource_customizations/metadata-ingestion.io/DbtCloudIngestion";
    public const string Script = Folder + "/health.lua";

    /// <summary>Every row of the table, as written: a reason that stands there twice is there twice.</summary>
    public static IReadOnlyList<(string Reason, string Health)> Rows { get; } =
        [.. Row().Matches(Repository.Read(Script)).Select(match => (match.Groups[1].Value, match.Groups[2].Value))];

    public static IReadOnlyList<(string? Status, string? Message)> Of(IEnumerable<KnownStatus> known) =>
        [.. LuaRunner.Run(Script, known.Select(one => new LuaInput(one.Resource))).Select(result => ((string?)result["status"], (string?)result["message"] ?? (string?)result["error"]))];

    [GeneratedRegex("""^  ([A-Z]\w+) = "(\w+)",$""", RegexOptions.Multiline)]
    private static partial Regex Row();
}
