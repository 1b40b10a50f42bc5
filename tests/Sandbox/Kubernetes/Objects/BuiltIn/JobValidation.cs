using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.BuiltIn;

/// <summary>What the server refuses of Jobs.</summary>
internal static class JobValidation
{
    private static readonly string[] Counts =
        ["parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished", "backoffLimitPerIndex"];

    public static IReadOnlyList<FieldError> Validate(JsonObject job, JsonObject? old)
    {
        var errors = new FieldErrorList();
        var spec = job.Map("spec") ?? [];
        MetadataValidation.Check(errors, job, old, NameRules.Subdomain);
        Spec(errors, spec, "spec");
        if (old.Map("spec") is { } oldSpec)
        {
            Unchanged(errors, spec, oldSpec);
        }

        return errors.All;
    }

    public static void Spec(FieldErrorList errors, JsonObject spec, string path)
    {
        foreach (var count in Counts)
        {
            errors.NotNegative(spec, $"{path}.{count}");
        }

        if (spec.Text("completionMode") is not (null or "NonIndexed" or "Indexed"))
        {
            errors.NotSupported($"{path}.completionMode", spec.Text("completionMode"), ["NonIndexed", "Indexed"]);
        }

        if (spec.Text("podReplacementPolicy") is not (null or "Failed" or "TerminatingOrFailed"))
        {
            errors.NotSupported($"{path}.podReplacementPolicy", spec.Text("podReplacementPolicy"), ["Failed", "TerminatingOrFailed"]);
        }

        PodFailurePolicyValidation.Check(errors, spec, path);
        var template = spec.Map("template") ?? [];
        PodValidation.Template(errors, template, $"{path}.template");
        RestartPolicy(errors, template.Map("spec").Text("restartPolicy"), $"{path}.template.spec.restartPolicy");
    }

    private static void RestartPolicy(FieldErrorList errors, string? policy, string field)
    {
        if (policy is null or "" or "Always")
        {
            errors.Required(field, "valid values: \"OnFailure\", \"Never\"");
        }
        else if (policy is not ("OnFailure" or "Never"))
        {
            errors.NotSupported(field, policy, ["OnFailure", "Never"]);
        }
    }

    /// <summary>A Job's pods are decided at its creation; while it is suspended and has not started, scheduling may still be set.</summary>
    private static void Unchanged(FieldErrorList errors, JsonObject spec, JsonObject old)
    {
        errors.Immutable("spec.selector", spec["selector"], old["selector"]);
        var (template, oldTemplate) = (spec.Map("template"), old.Map("template"));
        if (old.Flag("suspend") == true)
        {
            (template, oldTemplate) = (WithoutScheduling(template), WithoutScheduling(oldTemplate));
        }

        errors.Immutable("spec.template", template, oldTemplate);
        errors.Immutable("spec.completionMode", spec["completionMode"], old["completionMode"]);
        if (spec.Text("completionMode") != "Indexed")
        {
            errors.Immutable("spec.completions", spec["completions"], old["completions"]);
        }
    }

    private static JsonObject? WithoutScheduling(JsonObject? template)
    {
        var copy = template?.DeepClone().AsObject();
        copy?.Remove("metadata");
        foreach (var field in (string[])["nodeSelector", "tolerations", "affinity", "schedulingGates"])
        {
            copy.Map("spec")?.Remove(field);
        }

        return copy;
    }
}
