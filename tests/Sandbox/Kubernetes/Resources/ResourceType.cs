using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Objects;

namespace Sandbox.Kubernetes.Resources;

/// <summary>One served resource in one version, as discovery announces it and as paths name it.</summary>
internal sealed record ResourceType
{
    public required string Group { get; init; }
    public required string Version { get; init; }
    public required string Kind { get; init; }
    public required string Plural { get; init; }
    public string Singular { get; init; } = "";
    public string ListKind { get; init; } = "";
    public bool Namespaced { get; init; } = true;
    public IReadOnlyList<string> ShortNames { get; init; } = [];
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Served below the object: status, scale, log, finalize.</summary>
    public IReadOnlyList<string> Subresources { get; init; } = [];

    /// <summary>Answered at once and kept nowhere, as access reviews are.</summary>
    public bool Virtual { get; init; }

    /// <summary>The definition behind a custom resource; null for what is built in.</summary>
    public JsonObject? Definition { get; init; }

    /// <summary>The version's entry in the definition.</summary>
    public JsonObject? DefinitionVersion { get; init; }

    /// <summary>Where objects are kept: the same for all versions and views of one resource.</summary>
    public required string StorageName { get; init; }

    /// <summary>Turns a stored object into this version's form; null where it is stored in this form.</summary>
    public Func<JsonObject, JsonObject>? FromStorage { get; init; }

    /// <summary>Turns this version's form into the stored one.</summary>
    public Func<JsonObject, JsonObject>? ToStorage { get; init; }

    /// <summary>How its objects are read, defaulted, checked and merged.</summary>
    public required ObjectType Rules { get; init; }

    public bool IsCustom => Definition is not null;
    public bool HasStatus => Subresources.Contains("status");
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>How messages call the resource: "secrets", "cronjobs.batch".</summary>
    public string QualifiedResource => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>How messages call the kind: "Secret", "CronJob.batch".</summary>
    public string QualifiedKind => Group.Length == 0 ? Kind : $"{Kind}.{Group}";
}
