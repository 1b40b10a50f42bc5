namespace Operator.Outbound;

/// <summary>The end of one exchange: an answer, or the place that it points to instead.</summary>
internal sealed record Hop<T>(OutboundAnswer<T>? Answer, Uri? MovedTo) : IOutboundAnswer
{
    public OutboundFailure? Failure => Answer?.Failure;

    public static Hop<T> Ended(T value) => new(new OutboundAnswer<T>.Received(value), null);

    public static Hop<T> Ended(OutboundFailure failure) => new(new OutboundAnswer<T>.Failed(failure), null);

    public static Hop<T> Moved(Uri place) => new(null, place);
}
