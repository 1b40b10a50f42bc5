namespace Operator.ApiTests.Contract;

/// <summary>The custom resource that the suite tries the API server with.</summary>
internal static class Widgets
{
    public const string Group = "contract.example.com";
    public const string Path = "/apis/contract.example.com/v1/~/widgets";
    public const string Definition = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.contract.example.com";

    private const string Yaml = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.contract.example.com}
        spec:
          group: contract.example.com
          scope: Namespaced
          names: {kind: Widget, plural: widgets, singular: widget, shortNames: [wd], categories: [contract]}
          versions:
          - name: v1
            served: true
            storage: true
            subresources: {status: {}}
            additionalPrinterColumns:
            - {name: Size, type: integer, jsonPath: .spec.size}
            - {name: Ready, type: string, jsonPath: '.status.conditions[?(@.type=="Ready")].status'}
            - {name: Mode, type: string, jsonPath: .spec.mode, priority: 1}
            - {name: Age, type: date, jsonPath: .metadata.creationTimestamp}
            schema:
              openAPIV3Schema:
                type: object
                required: [spec]
                properties:
                  spec:
                    type: object
                    required: [size]
                    properties:
                      size: {type: integer, format: int32, minimum: 1, maximum: 100}
                      mode: {type: string, enum: [Fast, Slow], default: Fast}
                      title: {type: string, minLength: 2, maxLength: 10}
                      code: {type: string, pattern: '^[a-z]+$'}
                      port: {x-kubernetes-int-or-string: true}
                      dueAt: {type: string, format: date-time}
                      tags: {type: array, x-kubernetes-list-type: set, maxItems: 3, items: {type: string}}
                      order: {type: array, items: {type: string}}
                      parts:
                        type: array
                        x-kubernetes-list-type: map
                        x-kubernetes-list-map-keys: [name]
                        items:
                          type: object
                          required: [name]
                          properties: {name: {type: string}, count: {type: integer, default: 1}, note: {type: string}}
                      labels: {type: object, additionalProperties: {type: string}}
                      free: {type: object, x-kubernetes-preserve-unknown-fields: true}
                      retry:
                        type: object
                        default: {}
                        properties: {limit: {type: integer, default: 3}}
                      note: {type: string, nullable: true}
                  status:
                    type: object
                    default: {observedGeneration: -1}
                    properties:
                      observedGeneration: {type: integer, format: int64}
                      phase: {type: string, enum: [Up, Down]}
                      conditions:
                        type: array
                        x-kubernetes-list-type: map
                        x-kubernetes-list-map-keys: [type]
                        items:
                          type: object
                          required: [type, status]
                          properties: {type: {type: string}, status: {type: string}, reason: {type: string}}
        """;

    public static async Task InstallAsync(Space space)
    {
        await space.Apply(Definition, "contract", Yaml, force: true);
        await space.Until(Definition, IsEstablished);
        await space.Until(Path, list => list.Status == 200);
    }

    /// <summary>A widget with only what is required, and any further fields of its spec.</summary>
    public static string Named(string name, string moreSpec = "") =>
        $$$"""{"apiVersion":"contract.example.com/v1","kind":"Widget","metadata":{"name":"{{{name}}}"},"spec":{"size":1{{{moreSpec}}}}}""";

    private static bool IsEstablished(Answer crd) => crd.Node("status.conditions") is System.Text.Json.Nodes.JsonArray conditions &&
        conditions.Any(condition => (string?)condition!["type"] == "Established" && (string?)condition["status"] == "True");
}
