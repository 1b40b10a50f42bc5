using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.BuiltIn;

/// <summary>What the server refuses of tolerations.</summary>
internal static class TolerationValidation
{
    private static readonly string[] Effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

    public static void Check(FieldErrorList errors, JsonObject spec, string path)
    {
        var index = 0;
        foreach (var toleration in spec.Maps("tolerations"))
        {
            Check(errors, toleration, toleration.Text("key") ?? "", $"{path}[{index++}]");
        }
    }

    private static void Check(FieldErrorList errors, JsonObject toleration, string key, string field)
    {
        var (operation, value, effect) = (toleration.Text("operator") ?? "", toleration.Text("value") ?? "", toleration.Text("effect") ?? "");
        foreach (var problem in key.Length > 0 ? NameRules.QualifiedName(key) : [])
        {
            errors.Invalid($"{field}.key", key, problem);
        }

        if (key.Length == 0 && operation != "Exists")
        {
            errors.Invalid($"{field}.operator", operation, "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
        }

        if (toleration.Has("tolerationSeconds") && effect != "NoExecute")
        {
            errors.Invalid($"{field}.effect", effect, "effect must be 'NoExecute' when `tolerationSeconds` is set");
        }

        if (operation == "Exists" && value.Length > 0)
        {
            errors.Invalid($"{field}.operator", operation, "value must be empty when `operator` is 'Exists'");
        }
        else if (operation is not ("" or "Equal" or "Exists"))
        {
            errors.NotSupported($"{field}.operator", operation, ["Equal", "Exists"]);
        }

        if (effect.Length > 0 && !Effects.Contains(effect))
        {
            errors.NotSupported($"{field}.effect", effect, Effects);
        }
    }
}
