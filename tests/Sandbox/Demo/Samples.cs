using System.Text.Json.Nodes;
using Sandbox.Controllers;

namespace Sandbox.Demo;

/// <summary>The manifests of config/samples, with the two addresses of the resource turned to the sandbox.</summary>
internal sealed record Samples(IReadOnlyList<JsonObject> Objects)
{
    private const string Kind = "DbtCloudIngestion";

    /// <summary>The resource that the demo follows: the first of the samples that declares filters.</summary>
    public JsonObject Ingestion => Objects.First(item => item.Text("kind") == Kind && item.At("spec", "filters") is not null);

    /// <summary>In the order in which kubectl takes the files of a folder.</summary>
    public static Samples Read(Checkout checkout) =>
        new([.. Directory.GetFiles(checkout.Samples, "*.yaml").Order(StringComparer.Ordinal).SelectMany(ManifestFile.Read)]);

    /// <summary>The text that a sample Secret keeps: each holds one key.</summary>
    public string Token(params ReadOnlySpan<string> reference)
    {
        var named = Ingestion.At(reference);
        var secret = Objects.Single(item => item.Text("kind") == "Secret" && item.NameOf() == named.Text("name") && item.NamespaceOf() == Ingestion.NamespaceOf());
        return secret["stringData"]!.AsObject().Single().Value!.GetValue<string>();
    }

    /// <summary>The one change that the demo makes; a merge patch, so that it can be shown as it is.</summary>
    public static JsonObject Patch(Uri dbtCloud, Uri openMetadata) => new()
    {
        ["spec"] = new JsonObject
        {
            ["account"] = new JsonObject { ["url"] = dbtCloud.AbsoluteUri.TrimEnd('/') },
            ["openMetadata"] = new JsonObject { ["url"] = openMetadata.AbsoluteUri.TrimEnd('/') },
        },
    };

    public static JsonObject Patched(JsonObject item, JsonObject patch)
    {
        var copy = item.DeepClone().AsObject();
        if (item.Text("kind") == Kind)
        {
            copy["spec"]!["account"]!.AsObject().Remove("region");
            copy["spec"]!["account"]!["url"] = patch.Text("spec", "account", "url");
            copy["spec"]!["openMetadata"]!["url"] = patch.Text("spec", "openMetadata", "url");
        }

        return copy;
    }
}
