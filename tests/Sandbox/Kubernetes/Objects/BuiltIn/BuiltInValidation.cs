using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.BuiltIn;

/// <summary>What the server refuses of the built-in kinds.</summary>
internal static class BuiltInValidation
{
    public static IReadOnlyList<FieldError> Validate(string kind, JsonObject obj, JsonObject? old) => kind switch
    {
        "CronJob" => CronJobValidation.Validate(obj, old),
        "Job" => JobValidation.Validate(obj, old),
        "CustomResourceDefinition" => Custom.DefinitionValidation.Validate(obj, old),
        _ => Others(kind, obj, old),
    };

    private static IReadOnlyList<FieldError> Others(string kind, JsonObject obj, JsonObject? old)
    {
        var errors = new FieldErrorList();
        MetadataValidation.Check(errors, obj, old, NameRuleOf(kind));
        switch (kind)
        {
            case "Secret": Secrets(errors, obj, old); break;
            case "ConfigMap": ConfigMaps(errors, obj, old); break;
            case "Pod": PodValidation.Spec(errors, obj.Map("spec") ?? [], "spec"); break;
            case "Deployment" or "ReplicaSet": Workloads(errors, obj, old); break;
            case "RoleBinding" or "ClusterRoleBinding": Bindings(errors, obj, old); break;
            case "Event": EventValidation.Check(errors, obj, old); break;
            case "Lease": Leases(errors, obj.Map("spec") ?? []); break;
            case "Service": Services(errors, obj); break;
        }

        return errors.All;
    }

    private static Func<string, IEnumerable<string>> NameRuleOf(string kind) => kind switch
    {
        "Namespace" => NameRules.Label,
        "Service" => NameRules.Label,
        "Role" or "RoleBinding" or "ClusterRole" or "ClusterRoleBinding" => NameRules.PathSegment,
        _ => NameRules.Subdomain,
    };

    private static void Secrets(FieldErrorList errors, JsonObject secret, JsonObject? old)
    {
        Keys(errors, secret.Map("data"), "data");
        if (secret.Text("type") == "kubernetes.io/tls")
        {
            foreach (var key in ((string[])["tls.crt", "tls.key"]).Where(key => secret.Map("data")?[key] is null))
            {
                errors.Required($"data[{key}]");
            }
        }

        if (old is not null)
        {
            errors.Immutable("type", secret["type"], old["type"]);
            Frozen(errors, secret, old, "data");
        }
    }

    private static void ConfigMaps(FieldErrorList errors, JsonObject map, JsonObject? old)
    {
        Keys(errors, map.Map("data"), "data");
        Keys(errors, map.Map("binaryData"), "binaryData");
        if (old is not null)
        {
            Frozen(errors, map, old, "data", "binaryData");
        }
    }

    private static void Frozen(FieldErrorList errors, JsonObject obj, JsonObject old, params ReadOnlySpan<string> fields)
    {
        if (old.Flag("immutable") != true)
        {
            return;
        }

        if (obj.Flag("immutable") != true)
        {
            errors.Forbidden("immutable", "field is immutable when `immutable` is set");
        }

        foreach (var field in fields)
        {
            if (!JsonNode.DeepEquals(obj[field], old[field]))
            {
                errors.Forbidden(field, "field is immutable when `immutable` is set");
            }
        }
    }

    private static void Keys(FieldErrorList errors, JsonObject? data, string field)
    {
        foreach (var (key, _) in data ?? [])
        {
            foreach (var problem in NameRules.ConfigKey(key))
            {
                errors.Invalid($"{field}[{key}]", key, problem);
            }
        }
    }

    private static void Workloads(FieldErrorList errors, JsonObject obj, JsonObject? old)
    {
        var spec = obj.Map("spec") ?? [];
        errors.NotNegative(spec, "spec.replicas");
        if (spec.Map("selector") is not { } selector)
        {
            errors.Required("spec.selector");
        }
        else if (selector.Count == 0)
        {
            errors.Invalid("spec.selector", selector, "empty selector is invalid for deployment");
        }
        else if (!(selector.Map("matchLabels") ?? []).All(label => JsonNode.DeepEquals(spec.Map("template").Map("metadata").Map("labels")?[label.Key], label.Value)))
        {
            errors.Invalid("spec.template.metadata.labels", spec.Map("template").Map("metadata").Map("labels"), "`selector` does not match template `labels`");
        }

        PodValidation.Template(errors, spec.Map("template") ?? [], "spec.template");
        if (spec.Map("template").Map("spec").Text("restartPolicy") is { Length: > 0 } and not "Always" and var policy)
        {
            errors.NotSupported("spec.template.spec.restartPolicy", policy, ["Always"]);
        }

        if (old is not null)
        {
            errors.Immutable("spec.selector", spec["selector"], old.Map("spec")?["selector"]);
        }
    }

    private static void Bindings(FieldErrorList errors, JsonObject binding, JsonObject? old)
    {
        var role = binding.Map("roleRef") ?? [];
        if (role.Text("apiGroup") != "rbac.authorization.k8s.io")
        {
            errors.NotSupported("roleRef.apiGroup", role.Text("apiGroup"), ["rbac.authorization.k8s.io"]);
        }

        if (role.Text("kind") is not ("Role" or "ClusterRole"))
        {
            errors.NotSupported("roleRef.kind", role.Text("kind"), ["Role", "ClusterRole"]);
        }

        if (string.IsNullOrEmpty(role.Text("name")))
        {
            errors.Required("roleRef.name");
        }

        if (old is not null && !JsonNode.DeepEquals(binding["roleRef"], old["roleRef"]))
        {
            errors.Invalid("roleRef", binding["roleRef"], "cannot change roleRef");
        }
    }

    private static void Leases(FieldErrorList errors, JsonObject spec)
    {
        if (spec.Number("leaseDurationSeconds") is <= 0 and var duration)
        {
            errors.Invalid("spec.leaseDurationSeconds", duration, "must be greater than 0");
        }

        if (spec.Number("leaseTransitions") is < 0 and var transitions)
        {
            errors.Invalid("spec.leaseTransitions", transitions, "must be greater than or equal to 0");
        }
    }

    private static void Services(FieldErrorList errors, JsonObject service)
    {
        var spec = service.Map("spec") ?? [];
        if (spec.List("ports") is not { Count: > 0 } && spec.Text("type") != "ExternalName" && spec.Text("clusterIP") != "None")
        {
            errors.Required("spec.ports");
        }

        var index = 0;
        foreach (var port in spec.Maps("ports"))
        {
            if (port.Number("port") is not (>= 1 and <= 65535))
            {
                errors.Invalid($"spec.ports[{index}].port", port["port"], "must be between 1 and 65535, inclusive");
            }

            index++;
        }
    }
}
