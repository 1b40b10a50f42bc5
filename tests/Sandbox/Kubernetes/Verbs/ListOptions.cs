using System.Globalization;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Resources;
using Sandbox.Kubernetes.Selectors;
using Sandbox.Kubernetes.Storage;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>Which objects are meant: namespace, name, selectors.</summary>
internal sealed record ListOptions(ResourceType Type, string Namespace, string Name, LabelSelector Labels, FieldSelector Fields)
{
    public static ListOptions? Read(ApiRequest request, out ApiStatus? refusal)
    {
        refusal = null;
        if (LabelSelector.Parse(request.Parameter("labelSelector"), out var error) is not { } labels)
        {
            refusal = ApiStatus.BadRequest(error);
            return null;
        }

        if (FieldSelector.Parse(request.Parameter("fieldSelector"), request.Type, out error) is not { } fields)
        {
            refusal = ApiStatus.BadRequest(error);
            return null;
        }

        return new ListOptions(request.Type, request.Path.Namespace, request.Path.Name, labels, fields);
    }

    public bool Matches(StoredObject stored) =>
        (Namespace.Length == 0 || stored.Key.Namespace == Namespace)
        && (Name.Length == 0 || stored.Key.Name == Name)
        && (Labels.IsEmpty || Labels.Matches(stored.Labels))
        && Fields.Matches(Type, stored);

    /// <summary>The resourceVersion asked for; null where none (or "0", which means any) was.</summary>
    public static bool TryRevision(ApiRequest request, out long? revision, out ApiStatus? refusal)
    {
        revision = null;
        refusal = null;
        var text = request.Parameter("resourceVersion");
        if (text is "" or "0")
        {
            return true;
        }

        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            refusal = ApiStatus.Invalid("meta.k8s.io", "ListOptions", "", [FieldErrors.InvalidText("resourceVersion", text, "strconv.ParseUint: parsing \"" + text + "\": invalid syntax")]);
            return false;
        }

        revision = number;
        return true;
    }
}
