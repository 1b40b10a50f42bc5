using System.Text.Json;

namespace Operator.DbtCloud.Wire;

/// <summary>The wrapper around every answer but an artifact.</summary>
internal sealed record Envelope<T>
{
    public EnvelopeStatus? Status { get; init; }

    public T? Data { get; init; }

    public EnvelopeExtra? Extra { get; init; }
}

/// <summary>The wrapper around a refusal, whose data is null or explains an address that is not let in.</summary>
internal sealed record RefusalEnvelope
{
    public EnvelopeStatus? Status { get; init; }

    public JsonElement? Data { get; init; }
}

internal sealed record EnvelopeStatus
{
    public int? Code { get; init; }

    public string? UserMessage { get; init; }
}

internal sealed record EnvelopeExtra
{
    public EnvelopePagination? Pagination { get; init; }
}

internal sealed record EnvelopePagination
{
    public int? TotalCount { get; init; }
}
