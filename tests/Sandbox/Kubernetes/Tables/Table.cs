using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Storage;
using Sandbox.Kubernetes.Verbs;

namespace Sandbox.Kubernetes.Tables;

/// <summary>Rows and columns as kubectl prints them.</summary>
internal static class Table
{
    public static JsonObject Of(ApiRequest request, IReadOnlyList<StoredObject> objects, JsonObject metadata, bool withColumns)
    {
        var columns = TableColumns.For(request.Type);
        return new JsonObject
        {
            ["kind"] = "Table",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = metadata,
            ["columnDefinitions"] = withColumns ? new JsonArray([.. columns.Select(static column => column.Definition())]) : null,
            ["rows"] = new JsonArray([.. objects.Select(stored => Row(request, stored.In(request.Type), columns))]),
        };
    }

    private static JsonObject Row(ApiRequest request, JsonObject content, IReadOnlyList<Column> columns) => new()
    {
        ["cells"] = new JsonArray([.. columns.Select(column => column.Cell(content, request.At))]),
        ["object"] = request.Parameter("includeObject") switch
        {
            "None" => null,
            "Object" => content.DeepClone(),
            _ => ObjectAnswer.PartialMetadata(content),
        },
    };
}
