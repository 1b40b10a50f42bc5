using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.BuiltIn;

/// <summary>What the server refuses of pod specifications: the mistakes that people and generators make.</summary>
internal static class PodValidation
{
    private static readonly string[] RestartPolicies = ["Always", "OnFailure", "Never"];
    private static readonly string[] DnsPolicies = ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"];

    public static void Template(FieldErrorList errors, JsonObject template, string path)
    {
        MetadataValidation.Labels(errors, template.Map("metadata").Map("labels"), $"{path}.metadata.labels");
        MetadataValidation.Annotations(errors, template.Map("metadata").Map("annotations"), $"{path}.metadata.annotations");
        Spec(errors, template.Map("spec") ?? [], $"{path}.spec");
    }

    public static void Spec(FieldErrorList errors, JsonObject spec, string path)
    {
        var volumes = Volumes(errors, spec, $"{path}.volumes");
        Containers(errors, spec, path, volumes);
        errors.OneOf($"{path}.restartPolicy", spec.Text("restartPolicy"), RestartPolicies);
        errors.OneOf($"{path}.dnsPolicy", spec.Text("dnsPolicy"), DnsPolicies);
        if (spec.Number("activeDeadlineSeconds") is < 1 and var deadline)
        {
            errors.Invalid($"{path}.activeDeadlineSeconds", deadline, "must be between 1 and 2147483647, inclusive");
        }

        if (spec.Text("serviceAccountName") is { Length: > 0 } account)
        {
            Each(errors, NameRules.Subdomain(account), $"{path}.serviceAccountName", account);
        }

        MetadataValidation.Labels(errors, spec.Map("nodeSelector"), $"{path}.nodeSelector");
        Identities(errors, spec.Map("securityContext"), $"{path}.securityContext");
        TolerationValidation.Check(errors, spec, $"{path}.tolerations");
    }

    /// <summary>User and group ids are what the kernel has.</summary>
    public static void Identities(FieldErrorList errors, JsonObject? context, string path)
    {
        foreach (var field in (string[])["runAsUser", "runAsGroup", "fsGroup"])
        {
            if (context.Number(field) is { } id and (< 0 or > int.MaxValue))
            {
                errors.Invalid($"{path}.{field}", id, "must be between 0 and 2147483647, inclusive");
            }
        }
    }

    private static void Containers(FieldErrorList errors, JsonObject spec, string path, HashSet<string> volumes)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (spec.List("containers") is not { Count: > 0 })
        {
            errors.Required($"{path}.containers");
        }

        foreach (var field in (string[])["containers", "initContainers"])
        {
            var index = 0;
            foreach (var container in spec.Maps(field))
            {
                ContainerValidation.Check(errors, container, $"{path}.{field}[{index++}]", names, volumes);
            }
        }
    }

    private static HashSet<string> Volumes(FieldErrorList errors, JsonObject spec, string path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var volume in spec.Maps("volumes"))
        {
            // A volume that is wrong in itself does not take its name.
            var field = $"{path}[{index++}]";
            var before = errors.All.Count;
            var taken = new HashSet<string>(names, StringComparer.Ordinal);
            Named(errors, volume.Text("name"), $"{field}.name", taken);
            Source(errors, volume, field);
            if (errors.All.Count == before)
            {
                names = taken;
            }
        }

        return names;
    }

    private static void Source(FieldErrorList errors, JsonObject volume, string field)
    {
        var sources = volume.Select(pair => pair.Key).Where(key => key != "name").ToList();
        if (sources.Count == 0)
        {
            errors.Required(field, "must specify a volume type");
        }

        foreach (var extra in sources.Skip(1))
        {
            errors.Forbidden($"{field}.{extra}", "may not specify more than 1 volume type");
        }

        if (volume.Map("secret") is { } secret && string.IsNullOrEmpty(secret.Text("secretName")))
        {
            errors.Required($"{field}.secret.secretName");
        }

        if (volume.Map("configMap") is { } map && string.IsNullOrEmpty(map.Text("name")))
        {
            errors.Required($"{field}.configMap.name");
        }
    }

    /// <summary>A label-shaped name that is unique in its list.</summary>
    public static void Named(FieldErrorList errors, string? name, string field, HashSet<string> taken)
    {
        if (string.IsNullOrEmpty(name))
        {
            errors.Required(field);
            return;
        }

        Each(errors, NameRules.Label(name), field, name);
        if (!taken.Add(name))
        {
            errors.Duplicate(field, name);
        }
    }

    private static void Each(FieldErrorList errors, IEnumerable<string> problems, string field, string value)
    {
        foreach (var problem in problems)
        {
            errors.Invalid(field, value, problem);
        }
    }
}
