using System.Text;
using System.Text.Json.Nodes;
using Operator.Resource;
using Operator.Tests.Contract;
using Operator.Tests.Plan;

namespace Operator.Tests.GitOps;

/// <summary>What is made for Argo CD: objects with whole statuses to try its scripts with, and the scripts as its ConfigMap holds them.</summary>
internal static class ArgoFiles
{
    public const string ConfigMap = "config/argocd/argocd-cm.yaml";
    public const string Actions = ArgoHealth.Folder + "/actions";

    /// <summary>In the place of the moment at which an action was called.</summary>
    public const string Moment = "2026-11-24T10:00:00Z";

    private static readonly string[] ActionNames = ["run-now", "run-filter", "suspend", "resume", "test-again"];

    private static readonly string[] Cases =
    [
        "secret-missing", "secret-key-missing-with-live", "unreachable-at-first", "image-unknown", "fetch-image-unknown", "follow-job-not-read",
        "stalled-cron", "stalled-host", "token-refused", "wrong-account", "html-answer", "name-conflict", "suspended", "run-out-of-memory", "run-succeeded",
    ];

    /// <summary>For health.lua, by file name.</summary>
    public static IReadOnlyList<KnownStatus> OfHealth { get; } =
    [
        KnownStatus.OfCase("in-sync").With(resource => resource.Remove("status")) with { Name = "no-status" },
        KnownStatus.OfCase("in-sync").With(resource => resource["status"] = new JsonObject { ["observedGeneration"] = -1 }) with { Name = "not-looked-at" },
        KnownStatus.OfCase("in-sync").With(resource => resource["metadata"]!["generation"] = 2) with { Name = "edited" },
        .. Cases.Select(KnownStatus.OfCase),
    ];

    /// <summary>For the actions, by file name: two that are acted on, and what each action makes of them.</summary>
    public static IReadOnlyList<KnownStatus> OfActions { get; } =
    [
        Running,
        Suspended,
        Running.With(resource => Annotate(resource, Names.RunAtAnnotation, Moment)) with { Name = "run-now" },
        Running.With(resource => Annotate(resource, Names.RunAtAnnotation, $"{Moment} filter=staging")) with { Name = "run-filter" },
        Running.With(resource => Annotate(resource, Names.ReconcileRequestedAnnotation, Moment)) with { Name = "test-again" },
        Running.With(resource => resource["spec"]!["suspend"] = true) with { Name = "suspend" },
        Suspended.With(resource => resource["spec"]!["suspend"] = false) with { Name = "resume" },
    ];

    private static KnownStatus Running => KnownStatus.OfCase("two-filters") with { Name = "running" };

    private static KnownStatus Suspended => KnownStatus.OfCase("suspended");

    public static string Text(KnownStatus known) => YamlOut.Write(known.Resource);

    public static string HealthTest()
    {
        var text = new StringBuilder("tests:\n");
        foreach (var (known, health) in OfHealth.Zip(ArgoHealth.Of(OfHealth)))
        {
            text.Append("- healthStatus:\n    status: ").Append(health.Status).Append("\n    message: '").Append(health.Message!.Replace("'", "''", StringComparison.Ordinal))
                .Append("'\n  inputPath: testdata/").Append(known.Name).Append(".yaml\n");
        }

        return text.ToString();
    }

    public static string ConfigMapText() => $"""
        # Made by make docs from resource_customizations. Argo CD takes it as it is: it adds two keys and leaves the others alone.
        # kubectl apply --server-side --field-manager=dbt-cloud-ingestion -f config/argocd/argocd-cm.yaml
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: argocd-cm
          namespace: argocd
          labels:
            app.kubernetes.io/name: argocd-cm
            app.kubernetes.io/part-of: argocd
        data:
          resource.customizations.health.{Names.Group}_{Names.Kind}: |
        {Indented.By(4, Repository.Read(ArgoHealth.Script))}
          resource.customizations.actions.{Names.Group}_{Names.Kind}: |
            discovery.lua: |
        {Indented.By(6, Repository.Read(Actions, "discovery.lua"))}
            definitions:
        {string.Join('\n', ActionNames.Select(Definition))}
        """ + "\n";

    private static string Definition(string action) =>
        $"    - name: {action}\n      action.lua: |\n{Indented.By(8, Repository.Read(Actions, action, "action.lua"))}";

    private static void Annotate(JsonObject resource, string name, string value)
    {
        var metadata = resource["metadata"]!.AsObject();
        metadata["annotations"] ??= new JsonObject();
        metadata["annotations"]![name] = value;
    }
}
