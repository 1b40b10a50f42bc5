namespace Operator.Outbound;

/// <summary>The one way out: every call is guarded, bounded, limited and, where it helps, repeated.</summary>
internal interface IOutboundCalls
{
    /// <summary>
    /// Asks, and hands the answer (any status below 500 but 408 and 429) to <paramref name="read"/>, again for each repetition.
    /// Callers that ask for the same <typeparamref name="T"/> at the same place with the same token at the same time share one call;
    /// a write is never shared.
    /// </summary>
    Task<OutboundAnswer<T>> AskAsync<T>(
        OutboundCall call, Func<OutboundResponse, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken);

    /// <summary>
    /// How long somebody who is about to make several calls, of which this is one, should wait before the first, so that they
    /// do not end half-way at our own limit; zero for now. Who has to wait keeps a place in the line under his name.
    /// </summary>
    TimeSpan UntilTurn(OutboundCall call, string who, bool urgent);
}
