using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.BuiltIn;

/// <summary>What the server refuses of a Job's policy for failed pods.</summary>
internal static class PodFailurePolicyValidation
{
    private static readonly string[] s_actions = ["Count", "FailIndex", "FailJob", "Ignore"];

    public static void Check(FieldErrorList errors, JsonObject spec, string path)
    {
        var template = spec.Map("template").Map("spec");
        var names = template.Maps("containers").Concat(template.Maps("initContainers")).Select(container => container.Text("name")).ToHashSet();
        foreach (var (index, rule) in spec.Map("podFailurePolicy").Maps("rules").Index())
        {
            var at = $"{path}.podFailurePolicy.rules[{index}]";
            if (rule.Text("action") is { Length: > 0 } action && !s_actions.Contains(action))
            {
                errors.NotSupported($"{at}.action", action, s_actions);
            }

            if (rule.Map("onExitCodes") is { } codes)
            {
                ExitCodes(errors, codes, names, $"{at}.onExitCodes");
            }
        }
    }

    private static void ExitCodes(FieldErrorList errors, JsonObject codes, HashSet<string?> containers, string at)
    {
        if (codes.Text("containerName") is { } name && !containers.Contains(name))
        {
            errors.Invalid($"{at}.containerName", name, "must be one of the container or initContainer names in the pod template");
        }

        foreach (var (index, value) in (codes["values"] as JsonArray ?? []).Index())
        {
            if (codes.Text("operator") == "In" && value!.GetValue<long>() == 0)
            {
                errors.Invalid($"{at}.values[{index}]", 0, "must not be 0 for the In operator");
            }
        }
    }
}
