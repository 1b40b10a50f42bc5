using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Objects.BuiltIn;

namespace Sandbox.Kubernetes.Objects.Custom;

/// <summary>What the server refuses of CustomResourceDefinitions; rules in CEL are stored but not looked at.</summary>
internal static class DefinitionValidation
{
    private static readonly string[] ColumnTypes = ["boolean", "date", "integer", "number", "string"];

    public static IReadOnlyList<FieldError> Validate(JsonObject crd, JsonObject? old)
    {
        var errors = new FieldErrorList();
        var spec = crd.Map("spec") ?? [];
        var requiredName = $"{spec.Map("names").Text("plural")}.{spec.Text("group")}";
        MetadataValidation.Check(errors, crd, old, name => name == requiredName ? [] : ["must be spec.names.plural+\".\"+spec.group"]);
        Group(errors, spec.Text("group") ?? "");
        errors.OneOf("spec.scope", spec.Text("scope"), ["Cluster", "Namespaced"]);
        Versions(errors, spec);
        Names(errors, spec.Map("names") ?? [], "spec.names");
        if (old.Map("spec") is { } before && IsEstablished(old!))
        {
            errors.Immutable("spec.scope", spec["scope"], before["scope"]);
            errors.Immutable("spec.names.kind", spec.Map("names")?["kind"], before.Map("names")?["kind"]);
        }

        if (old is null && crd.Map("status").List("storedVersions") is not { Count: > 0 })
        {
            errors.Invalid("status.storedVersions", null, "must have at least one stored version");
        }

        return errors.All;
    }

    private static void Group(FieldErrorList errors, string group)
    {
        if (group.Length == 0)
        {
            errors.Required("spec.group");
        }
        else if (NameRules.Subdomain(group).ToList() is { Count: > 0 } problems)
        {
            errors.Invalid("spec.group", group, string.Join(",", problems));
        }
        else if (!group.Contains('.', StringComparison.Ordinal))
        {
            errors.Invalid("spec.group", group, "should be a domain with at least one dot");
        }
    }

    private static void Versions(FieldErrorList errors, JsonObject spec)
    {
        var versions = spec.Maps("versions").ToList();
        for (var index = 0; index < versions.Count; index++)
        {
            // A lone version is read as the definition's top level, and errors say so.
            Version(errors, versions[index], $"spec.versions[{index}]", versions.Count == 1 ? "spec" : null);
        }

        if (versions.Select(version => version.Text("name")).Distinct().Count() < versions.Count)
        {
            errors.Invalid("spec.versions", spec["versions"], "must contain unique version names");
        }

        if (versions.Count(version => version.Flag("storage") == true) != 1)
        {
            errors.Invalid("spec.versions", spec["versions"], "must have exactly one version marked as storage version");
        }
    }

    private static void Version(FieldErrorList errors, JsonObject version, string path, string? top)
    {
        var name = version.Text("name") ?? "";
        if (NameRules.Dns1035Label(name).ToList() is { Count: > 0 } problems)
        {
            errors.Invalid($"{path}.name", name, string.Join(",", problems));
        }

        if (version.Map("schema").Map("openAPIV3Schema") is { } schema)
        {
            StructureRules.Check(errors, schema, top is null ? $"{path}.schema.openAPIV3Schema" : $"{top}.validation.openAPIV3Schema");
        }
        else
        {
            errors.Required($"{path}.schema.openAPIV3Schema");
        }

        var index = 0;
        foreach (var column in version.Maps("additionalPrinterColumns"))
        {
            Column(errors, column, $"{top ?? path}.additionalPrinterColumns[{index++}]");
        }
    }

    private static void Column(FieldErrorList errors, JsonObject column, string path)
    {
        if (string.IsNullOrEmpty(column.Text("name")))
        {
            errors.Required($"{path}.name");
        }

        var type = column.Text("type") ?? "";
        if (type.Length == 0)
        {
            errors.Required($"{path}.type", $"must be one of {string.Join(",", ColumnTypes)}");
        }
        else if (!ColumnTypes.Contains(type))
        {
            errors.Invalid($"{path}.type", type, $"must be one of {string.Join(",", ColumnTypes)}");
        }

        if (string.IsNullOrEmpty(column.Text("jsonPath")))
        {
            errors.Required($"{path}.JSONPath");
        }
    }

    private static void Names(FieldErrorList errors, JsonObject names, string path)
    {
        foreach (var name in ((string[])["plural", "singular", "kind", "listKind"]).Where(name => string.IsNullOrEmpty(names.Text(name))))
        {
            errors.Required($"{path}.{name}");
        }

        foreach (var (name, remark) in ((string, string)[])[("plural", ""), ("singular", ""), ("kind", "may have mixed case, but should otherwise match: "), ("listKind", "may have mixed case, but should otherwise match: ")])
        {
            var text = names.Text(name) ?? "";
            var problems = text.Length == 0 ? [] : NameRules.Dns1035Label(remark.Length > 0 ? text.ToLowerInvariant() : text).ToList();
            if (problems.Count > 0)
            {
                errors.Invalid($"{path}.{name}", text, remark + string.Join(",", problems));
            }
        }

        if (names.Text("kind") is { Length: > 0 } kind && kind == names.Text("listKind"))
        {
            errors.Invalid($"{path}.listKind", kind, "kind and listKind may not be the same");
        }
    }


    private static bool IsEstablished(JsonObject crd) =>
        crd.Map("status").Maps("conditions").Any(condition => condition.Text("type") == "Established" && condition.Text("status") == "True");
}
