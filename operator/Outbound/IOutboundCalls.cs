namespace Operator.Outbound;

/// <summary>The one way out: every call is guarded, bounded, limited and, where it helps, repeated.</summary>
internal interface IOutboundCalls
{
    /// <summary>
    /// Asks, and hands the answer (any status below 500 but 408 and 429) to <paramref name="read"/>, again for each repetition.
    /// Callers that ask for the same <typeparamref name="T"/> at the same place with the same token at the same time share one call.
    /// </summary>
    Task<OutboundAnswer<T>> AskAsync<T>(
        OutboundCall call, Func<OutboundResponse, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken);
}
