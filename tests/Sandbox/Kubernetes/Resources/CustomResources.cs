using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Objects;
using Sandbox.Kubernetes.Storage;

namespace Sandbox.Kubernetes.Resources;

/// <summary>Serves what definitions define, at once, and says so in their status.</summary>
internal sealed class CustomResources(Registry registry)
{
    private static readonly ResourceType s_definitions =
        BuiltInResources.All.Single(static type => type.Kind == "CustomResourceDefinition");

    /// <summary>To be called after every write; does nothing for other kinds.</summary>
    public void Follow(StoredObject stored, ResourceType type)
    {
        if (type.StorageName != s_definitions.StorageName)
        {
            return;
        }

        registry.Catalog.Serve(stored.Key.Name, TypesOf(stored.Content));
        while (registry.Find(s_definitions, stored.Key) is { } current)
        {
            var established = DefinitionStatus.Established(current.Content, registry.Now);
            if (JsonNode.DeepEquals(established["status"], current.Content["status"]))
            {
                return;
            }

            FieldManagement.Track(current.Content, established, new FieldWriter("kube-apiserver", s_definitions.ApiVersion, "status", registry.Time.GetUtcNow()), s_definitions.Rules);
            if (registry.Store.TryReplace(registry.In(s_definitions), current, established) is not null)
            {
                return;
            }
        }
    }

    private static IEnumerable<ResourceType> TypesOf(JsonObject definition)
    {
        var versions = definition["spec"]?["versions"] as JsonArray ?? [];
        return [.. versions.OfType<JsonObject>().Where(static version => version["served"] is JsonValue served && (bool)served).Select(version => TypeOf(definition, version))];
    }

    private static ResourceType TypeOf(JsonObject definition, JsonObject version)
    {
        var spec = (JsonObject)definition["spec"]!;
        var names = spec["names"] as JsonObject ?? [];
        var (group, name) = (spec.Text("group"), version.Text("name"));
        var subresources = version["subresources"] as JsonObject ?? [];
        return new ResourceType
        {
            Group = group,
            Version = name,
            Kind = names.Text("kind"),
            Plural = names.Text("plural"),
            Singular = names.Text("singular") is { Length: > 0 } singular ? singular : DefinitionStatus.Lower(names.Text("kind")),
            ListKind = names.Text("listKind") is { Length: > 0 } listKind ? listKind : names.Text("kind") + "List",
            ShortNames = Texts(names["shortNames"]),
            Categories = Texts(names["categories"]),
            Namespaced = spec.Text("scope") == "Namespaced",
            Subresources = [.. subresources.Select(static pair => pair.Key).Order(StringComparer.Ordinal)],
            Definition = definition,
            DefinitionVersion = version,
            StorageName = $"{group}/{names.Text("plural")}",
            Rules = CustomResourceType.FromCrd(definition, name),
            FromStorage = stored => InVersion(stored, $"{group}/{name}"),
        };
    }

    /// <summary>Versions differ in their apiVersion only: conversion None.</summary>
    private static JsonObject InVersion(JsonObject stored, string apiVersion)
    {
        if (stored.Text("apiVersion") == apiVersion)
        {
            return stored;
        }

        var converted = (JsonObject)stored.DeepClone();
        converted["apiVersion"] = apiVersion;
        return converted;
    }

    private static string[] Texts(JsonNode? list) =>
        list is JsonArray items ? [.. items.Select(static item => (string?)item ?? "")] : [];
}
