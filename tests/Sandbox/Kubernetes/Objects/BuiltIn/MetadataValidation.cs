using System.Text;
using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.BuiltIn;

/// <summary>What the server refuses of any object's metadata.</summary>
internal static class MetadataValidation
{
    private const int MostAnnotationBytes = 256 * 1024;

    public static void Check(FieldErrorList errors, JsonObject obj, JsonObject? old, Func<string, IEnumerable<string>> nameRule, bool isBuiltIn = true)
    {
        var metadata = obj.Map("metadata") ?? [];
        if (old is null)
        {
            Name(errors, metadata, nameRule);
        }
        else
        {
            foreach (var field in (string[])["name", "namespace", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds"])
            {
                errors.Immutable($"metadata.{field}", metadata[field], old.Map("metadata")?[field]);
            }

            NewFinalizers(errors, metadata, old.Map("metadata") ?? []);
        }

        Labels(errors, metadata.Map("labels"), "metadata.labels");
        Annotations(errors, metadata.Map("annotations"), "metadata.annotations");
        Owners(errors, metadata);
        Finalizers(errors, metadata, isBuiltIn);
    }

    public static void Labels(FieldErrorList errors, JsonObject? labels, string field)
    {
        foreach (var (key, value) in labels ?? [])
        {
            Each(errors, NameRules.QualifiedName(key), field, key);
            Each(errors, NameRules.LabelValue((string?)value ?? ""), field, value);
        }
    }

    public static void Annotations(FieldErrorList errors, JsonObject? annotations, string field)
    {
        foreach (var (key, _) in annotations ?? [])
        {
            Each(errors, NameRules.QualifiedName(key.ToLowerInvariant()), field, key);
        }

        if ((annotations ?? []).Sum(pair => Encoding.UTF8.GetByteCount(pair.Key) + Encoding.UTF8.GetByteCount((string?)pair.Value ?? "")) > MostAnnotationBytes)
        {
            errors.TooLong(field, MostAnnotationBytes);
        }
    }

    private static void Name(FieldErrorList errors, JsonObject metadata, Func<string, IEnumerable<string>> nameRule)
    {
        var name = metadata.Text("name") ?? "";
        if (name.Length == 0)
        {
            errors.Required("metadata.name", "name or generateName is required");
            return;
        }

        Each(errors, nameRule(name), "metadata.name", name);
    }

    private static void Owners(FieldErrorList errors, JsonObject metadata)
    {
        string? controller = null;
        foreach (var owner in metadata.Maps("ownerReferences"))
        {
            foreach (var (field, detail) in ((string, string)[])[("apiVersion", "version must not be empty"), ("kind", "must not be empty"), ("name", "must not be empty"), ("uid", "must not be empty")])
            {
                if (string.IsNullOrEmpty(owner.Text(field)))
                {
                    errors.Invalid($"metadata.ownerReferences.{field}", owner.Text(field) ?? "", detail);
                }
            }

            if (owner.Flag("controller") == true)
            {
                var name = $"{owner.Text("kind")}/{owner.Text("name")}";
                if (controller is not null)
                {
                    errors.Invalid("metadata.ownerReferences", metadata["ownerReferences"], $"Only one reference can have Controller set to true. Found \"true\" in references for {controller} and {name}");
                }

                controller ??= name;
            }
        }
    }

    private static void Finalizers(FieldErrorList errors, JsonObject metadata, bool isBuiltIn)
    {
        var index = 0;
        foreach (var finalizer in Texts(metadata.List("finalizers")))
        {
            Each(errors, NameRules.QualifiedName(finalizer), "metadata.finalizers", finalizer);
            var field = $"metadata.finalizers[{index++}]";
            if (isBuiltIn && !finalizer.Contains('/', StringComparison.Ordinal) && finalizer is not ("kubernetes" or "orphan" or "foregroundDeletion"))
            {
                errors.Invalid(field, finalizer, "name is neither a standard finalizer name nor is it fully qualified");
            }
        }
    }

    private static void NewFinalizers(FieldErrorList errors, JsonObject metadata, JsonObject old)
    {
        var added = Texts(metadata.List("finalizers")).Except(Texts(old.List("finalizers"))).ToList();
        if (old.Has("deletionTimestamp") && added.Count > 0)
        {
            errors.Forbidden("metadata.finalizers", $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{string.Join(", ", added.Select(FieldErrorList.Quote))}}}");
        }
    }

    private static IEnumerable<string> Texts(JsonArray? list) => (list ?? []).Select(item => (string?)item ?? "");

    private static void Each(FieldErrorList errors, IEnumerable<string> problems, string field, JsonNode? value)
    {
        foreach (var problem in problems)
        {
            errors.Invalid(field, value?.DeepClone(), problem);
        }
    }
}
