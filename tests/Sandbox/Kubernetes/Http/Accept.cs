using Microsoft.Extensions.Primitives;

namespace Sandbox.Kubernetes.Http;

/// <summary>The shape in which objects are wanted.</summary>
internal enum Shape
{
    Whole,
    Metadata,
    Table,
}

/// <summary>What a client accepts: the first of its choices that is served.</summary>
internal sealed record Accept(Shape Shape, bool Aggregated)
{
    /// <summary>Null where nothing of it is served.</summary>
    public static Accept? Negotiate(StringValues header)
    {
        var choices = header.SelectMany(static value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
        return choices.Count == 0 ? new Accept(Shape.Whole, false) : choices.Select(Choice).FirstOrDefault(static choice => choice is not null);
    }

    private static Accept? Choice(string choice)
    {
        var parts = choice.Split(';', StringSplitOptions.TrimEntries);
        var parameters = parts.Skip(1).Select(static part => part.Split('=', 2)).Where(static pair => pair.Length == 2)
            .ToDictionary(static pair => pair[0], static pair => pair[1], StringComparer.Ordinal);
        var known = parts[0] is "application/json" or "*/*" or "application/*";
        return known && Wanted(parameters) is var (shape, aggregated)
            ? new Accept(shape, aggregated)
            : null;
    }

    private static (Shape Shape, bool Aggregated)? Wanted(Dictionary<string, string> parameters)
    {
        var group = parameters.GetValueOrDefault("g", "");
        return (group, parameters.GetValueOrDefault("v", ""), parameters.GetValueOrDefault("as", "")) switch
        {
            (_, _, "") => (Shape.Whole, false),
            ("meta.k8s.io", "v1", "Table") => (Shape.Table, false),
            ("meta.k8s.io", "v1", "PartialObjectMetadata" or "PartialObjectMetadataList") => (Shape.Metadata, false),
            ("apidiscovery.k8s.io", "v2", "APIGroupDiscoveryList") => (Shape.Whole, true),
            _ => null,
        };
    }
}
