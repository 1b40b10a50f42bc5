using Sandbox.Kubernetes.Resources;
using Sandbox.Kubernetes.Storage;

namespace Sandbox.Kubernetes.Tables;

/// <summary>Which columns each resource has.</summary>
internal static class TableColumns
{
    public static readonly Column Name = Column.Text("Name", ObjectMeta.Name) with
    {
        Format = "name",
        Description = "Name must be unique within a namespace.",
    };

    public static readonly Column Age = Column.Since("Age", "metadata.creationTimestamp");

    private static readonly IReadOnlyList<Column> s_others =
        [Name, Column.Text("Created At", static content => content.MetaText("creationTimestamp")) with { Type = "date" }];

    private static readonly Dictionary<string, IReadOnlyList<Column>> s_byKind =
        WorkloadColumns.ByKind.Concat(PlainColumns.ByKind).Concat(PolicyColumns.ByKind).ToDictionary(StringComparer.Ordinal);

    public static IReadOnlyList<Column> For(ResourceType type) =>
        type.DefinitionVersion is { } version ? CustomColumns.Of(version) : s_byKind.GetValueOrDefault(type.Kind, s_others);
}
