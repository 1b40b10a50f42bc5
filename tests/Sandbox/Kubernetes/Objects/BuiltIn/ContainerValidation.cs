using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sandbox.Kubernetes.Objects.BuiltIn;

/// <summary>What the server refuses of containers.</summary>
internal static partial class ContainerValidation
{
    private static readonly string[] PullPolicies = ["Always", "IfNotPresent", "Never"];
    private static readonly string[] PodFields =
    [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.restartPolicy", "spec.serviceAccountName",
        "spec.schedulerName", "status.phase", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
    ];

    private static readonly string[] MessagePolicies = ["File", "FallbackToLogsOnError"];

    public static void Check(FieldErrorList errors, JsonObject container, string path, HashSet<string> names, HashSet<string> volumes)
    {
        PodValidation.Named(errors, container.Text("name"), $"{path}.name", names);
        if (string.IsNullOrEmpty(container.Text("image")))
        {
            errors.Required($"{path}.image");
        }

        errors.OneOf($"{path}.terminationMessagePolicy", container.Text("terminationMessagePolicy"), MessagePolicies);
        Environment(errors, container, $"{path}.env");
        errors.OneOf($"{path}.imagePullPolicy", container.Text("imagePullPolicy"), PullPolicies);
        Mounts(errors, container, $"{path}.volumeMounts", volumes);
        Resources(errors, container.Map("resources") ?? [], $"{path}.resources");
        PodValidation.Identities(errors, container.Map("securityContext"), $"{path}.securityContext");
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

        FieldReference(errors, source.Map("fieldRef"), $"{field}.valueFrom.fieldRef");
        foreach (var kind in (string[])["configMapKeyRef", "secretKeyRef"])
        {
            if (source.Map(kind) is { } reference)
            {
                Reference(errors, reference, $"{field}.valueFrom.{kind}");
            }
        }

        if (source.Count == 0)
        {
            errors.Invalid($"{field}.valueFrom", "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`");
        }
        else if (!string.IsNullOrEmpty(variable.Text("value")))
        {
            errors.Invalid($"{field}.valueFrom", "", "may not be specified when `value` is not empty");
        }
        else if (source.Count > 1)
        {
            errors.Invalid($"{field}.valueFrom", "", "may not have more than one field specified at a time");
        }
    }

    private static void FieldReference(FieldErrorList errors, JsonObject? reference, string field)
    {
        if (reference is null)
        {
            return;
        }

        var path = reference.Text("fieldPath") ?? "";
        if (path.Length == 0)
        {
            errors.Required($"{field}.fieldPath");
        }
        else if (!PodFields.Contains(path) && !Subscripted().IsMatch(path))
        {
            errors.Invalid($"{field}.fieldPath", path, $"error converting fieldPath: field label not supported: {path}");
        }
    }

    private static void Reference(FieldErrorList errors, JsonObject reference, string field)
    {
        foreach (var problem in NameRules.Subdomain(reference.Text("name") ?? ""))
        {
            errors.Invalid($"{field}.name", reference.Text("name") ?? "", problem);
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

            if (!volumes.Contains(name))
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
        foreach (var list in (string[])["limits", "requests"])
        {
            foreach (var (name, quantity) in (resources.Map(list) ?? []).Where(pair => ((string)pair.Value!).StartsWith('-')))
            {
                errors.Invalid($"{path}.{list}[{name}]", (string)quantity!, "must be greater than or equal to 0");
            }
        }

        foreach (var (name, request) in resources.Map("requests") ?? [])
        {
            if (resources.Map("limits")?[name] is { } limit && Quantity.Compare((string)request!, (string)limit!) > 0)
            {
                errors.Invalid($"{path}.requests", (string)request!, $"must be less than or equal to {name} limit of {limit}");
            }
        }
    }

    [GeneratedRegex(@"^metadata\.(annotations|labels)\['.*'\]\z")]
    private static partial Regex Subscripted();
}
