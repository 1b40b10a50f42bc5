using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.BuiltIn;

/// <summary>What the server refuses of containers.</summary>
internal static class ContainerValidation
{
    private static readonly string[] PullPolicies = ["Always", "IfNotPresent", "Never"];
    private static readonly string[] MessagePolicies = ["FallbackToLogsOnError", "File"];

    public static void Check(FieldErrorList errors, JsonObject container, string path, HashSet<string> names, HashSet<string> volumes)
    {
        PodValidation.Named(errors, container.Text("name"), $"{path}.name", names);
        Image(errors, container.Text("image") ?? "", $"{path}.image");
        errors.OneOf($"{path}.terminationMessagePolicy", container.Text("terminationMessagePolicy"), MessagePolicies);
        Environment(errors, container, $"{path}.env");
        errors.OneOf($"{path}.imagePullPolicy", container.Text("imagePullPolicy"), PullPolicies);
        Mounts(errors, container, $"{path}.volumeMounts", volumes);
        Resources(errors, container.Map("resources") ?? [], $"{path}.resources");
    }

    private static void Image(FieldErrorList errors, string image, string field)
    {
        if (image.Length == 0)
        {
            errors.Required(field);
        }
        else if (image.Trim() != image)
        {
            errors.Invalid(field, image, "must not have leading or trailing whitespace");
        }
    }

    private static void Environment(FieldErrorList errors, JsonObject container, string path)
    {
        var index = 0;
        foreach (var variable in container.Maps("env"))
        {
            var field = $"{path}[{index++}]";
            var name = variable.Text("name") ?? "";
            if (name.Length == 0)
            {
                errors.Required($"{field}.name");
            }

            foreach (var problem in NameRules.EnvironmentName(name))
            {
                errors.Invalid($"{field}.name", name, problem);
            }

            Source(errors, variable, field);
        }
    }

    private static void Source(FieldErrorList errors, JsonObject variable, string field)
    {
        if (variable.Map("valueFrom") is not { } source)
        {
            return;
        }

        if (!string.IsNullOrEmpty(variable.Text("value")))
        {
            errors.Invalid($"{field}.valueFrom", "", "may not be specified when `value` is not empty");
        }

        if (source.Count != 1)
        {
            errors.Invalid($"{field}.valueFrom", "", source.Count == 0
                ? "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`"
                : "may not have more than one field specified at a time");
        }

        foreach (var kind in (string[])["secretKeyRef", "configMapKeyRef"])
        {
            if (source.Map(kind) is { } reference)
            {
                Reference(errors, reference, $"{field}.valueFrom.{kind}");
            }
        }
    }

    private static void Reference(FieldErrorList errors, JsonObject reference, string field)
    {
        if (string.IsNullOrEmpty(reference.Text("name")))
        {
            errors.Required($"{field}.name");
        }

        var key = reference.Text("key") ?? "";
        if (key.Length == 0)
        {
            errors.Required($"{field}.key");
            return;
        }

        foreach (var problem in NameRules.ConfigKey(key))
        {
            errors.Invalid($"{field}.key", key, problem);
        }
    }

    private static void Mounts(FieldErrorList errors, JsonObject container, string path, HashSet<string> volumes)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var mount in container.Maps("volumeMounts"))
        {
            var field = $"{path}[{index++}]";
            var (name, mountPath) = (mount.Text("name") ?? "", mount.Text("mountPath") ?? "");
            if (name.Length == 0)
            {
                errors.Required($"{field}.name");
            }
            else if (!volumes.Contains(name))
            {
                errors.Add([new FieldError("FieldValueNotFound", $"{field}.name", $"Not found: {FieldErrorList.Quote(name)}")]);
            }

            if (mountPath.Length == 0)
            {
                errors.Required($"{field}.mountPath");
            }

            if (!paths.Add(mountPath))
            {
                errors.Invalid($"{field}.mountPath", mountPath, "must be unique");
            }
        }
    }

    private static void Resources(FieldErrorList errors, JsonObject resources, string path)
    {
        foreach (var (name, request) in resources.Map("requests") ?? [])
        {
            if (resources.Map("limits")?[name] is { } limit && Quantity.Compare((string)request!, (string)limit!) > 0)
            {
                errors.Invalid($"{path}.requests", (string)request!, $"must be less than or equal to {name} limit of {limit}");
            }
        }
    }
}
