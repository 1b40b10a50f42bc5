using System.Text.Json.Nodes;

namespace Sandbox.OpenMetadata;

/// <summary>The entities that a world starts with, as the API shows them.</summary>
internal static class EntityShapes
{
    public static JsonObject Service(DatabaseService service) => new()
    {
        ["id"] = service.Id.ToString(),
        ["name"] = service.Name,
        ["serviceType"] = service.ServiceType,
        ["connection"] = new JsonObject { ["config"] = new JsonObject { ["type"] = service.ServiceType } },
        ["deleted"] = false,
    };

    public static JsonObject Table(Table table, DatabaseService service, JsonObject reference)
    {
        var shape = new JsonObject
        {
            ["id"] = table.Id.ToString(),
            ["name"] = table.Name,
            ["fullyQualifiedName"] = table.FullName,
            ["tableType"] = "Regular",
            ["columns"] = new JsonArray([.. table.Columns.Select((column, index) => Column(table, column, index))]),
            ["service"] = reference.DeepClone(),
            ["serviceType"] = service.ServiceType,
            ["deleted"] = false,
        };
        if (table.Description is { } description)
        {
            shape["description"] = description;
        }

        return shape;
    }

    private static JsonObject Column(Table table, string name, int index) => new()
    {
        ["name"] = name,
        ["dataType"] = "STRING",
        ["ordinalPosition"] = index + 1,
        ["fullyQualifiedName"] = $"{table.FullName}.{name}",
        ["tags"] = new JsonArray(),
    };
}
