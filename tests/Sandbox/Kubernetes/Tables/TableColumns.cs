using Sandbox.Kubernetes.Resources;
using Sandbox.Kubernetes.Storage;

namespace Sandbox.Kubernetes.Tables;

/// <summary>Which columns each resource has.</summary>
internal static class TableColumns
{
    private static readonly Column s_name = new("Name", "string", static content => content.Name()) { Format = "name" };

    public static IReadOnlyList<Column> For(ResourceType type) => type.IsCustom ? [s_name] :
    [
        s_name,
        new("Created At", "date", static content => content.MetaText("creationTimestamp")),
    ];
}
