using System.Text.Json;
using System.Text.Json.Nodes;
using Operator.Resource;

namespace Operator.Hosting.Verbs;

/// <summary>An ingestion and where it was read.</summary>
internal sealed record IngestionManifest(string Source, int Line, DbtCloudIngestion Ingestion)
{
    /// <summary>Empty for one of the cluster.</summary>
    public string Place => Source.Length > 0 ? $"{Source}:{Line}" : "";

    public override string ToString() => $"{Ingestion.Key.Namespace}/{Ingestion.Key.Name}";
}

/// <summary>What the documents of <c>-f</c> hold: ingestions, and the Secrets and ConfigMaps that stand beside them.</summary>
internal sealed class Manifests
{
    private readonly string _namespace;
    private readonly List<IngestionManifest> _ingestions = [];
    private readonly List<Complaint> _complaints = [];

    private Manifests(string @namespace) => _namespace = @namespace;

    public IReadOnlyList<IngestionManifest> Ingestions => _ingestions;

    public ManifestKeys Keys { get; } = new();

    public IReadOnlyList<Complaint> Complaints => _complaints;

    /// <param name="namespace">For documents that name none.</param>
    public static Manifests Read(IEnumerable<string> files, Func<TextReader> input, string @namespace)
    {
        var (documents, complaints) = ManifestFiles.Read(files, input);
        var manifests = new Manifests(@namespace);
        manifests._complaints.AddRange(complaints);
        foreach (var document in documents)
        {
            manifests.Take(document);
        }

        if (manifests is { _ingestions.Count: 0, _complaints.Count: 0 })
        {
            manifests._complaints.Add(new Complaint(string.Join(", ", files), 0, $"there is no {Names.Kind} in it; write one, or name another file"));
        }

        return manifests;
    }

    private void Take(YamlDocument document)
    {
        var (apiVersion, kind) = (TextOf(document.Root["apiVersion"]), TextOf(document.Root["kind"]));
        switch (apiVersion, kind)
        {
            case (Names.ApiVersion, Names.Kind):
                TakeIngestion(document);
                break;
            case ("v1", "Secret" or "ConfigMap"):
                _complaints.AddRange(Keys.Take(document, kind!, NamespaceOf(document)));
                break;
            case ("v1", "Namespace"):
                break;
            case (_, Names.Kind):
                _complaints.Add(document.Complain(document.LineOf("$.apiVersion"), $"apiVersion of a {Names.Kind} is {Names.ApiVersion}"));
                break;
            case (null, _) or (_, null):
                _complaints.Add(document.Complain(document.Line, $"a document needs apiVersion and kind; an ingestion has apiVersion: {Names.ApiVersion} and kind: {Names.Kind}"));
                break;
            default:
                _complaints.Add(document.Complain(document.LineOf("$.kind"), $"the kind {YamlScalars.Shown(kind!)} is not read here, only {Names.Kind}, and Secret and ConfigMap beside it; remove the document or name another file"));
                break;
        }
    }

    /// <summary>As a person writes it: what a server has added in the meantime says nothing about it.</summary>
    private void TakeIngestion(YamlDocument document)
    {
        document.Root.Remove("status");
        (document.Root["metadata"] as JsonObject)?.Remove("managedFields");
        var wrong = FieldReview.Of(document).ToList();
        if (TextOf((document.Root["metadata"] as JsonObject)?["name"]) is not { Length: > 0 })
        {
            wrong.Add(document.Complain(document.LineOf("$.metadata"), "metadata.name is missing; give the ingestion a name such as analytics"));
        }

        _complaints.AddRange(wrong);
        if (wrong.Count == 0 && Deserialize(document) is { } ingestion)
        {
            ingestion.Metadata.NamespaceProperty ??= _namespace;
            _ingestions.Add(new IngestionManifest(document.Source, document.Line, ingestion));
        }
    }

    private DbtCloudIngestion? Deserialize(YamlDocument document)
    {
        try
        {
            return document.Root.Deserialize(LeanJson.Ingestion);
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or OverflowException)
        {
            // Its message may quote the value.
            var path = (wrong as JsonException)?.Path;
            _complaints.Add(document.Complain(document.LineOf(path), $"{path?.TrimStart('$', '.') ?? "the document"} has a value that it cannot take; compare it with docs/resource.md"));
            return null;
        }
    }

    private string NamespaceOf(YamlDocument document) => TextOf((document.Root["metadata"] as JsonObject)?["namespace"]) ?? _namespace;

    private static string? TextOf(JsonNode? node) => node is not null && node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;
}
