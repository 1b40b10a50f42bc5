namespace Operator.Outbound;

/// <summary>What became of a call, whatever it asked for.</summary>
internal interface IOutboundAnswer
{
    OutboundFailure? Failure { get; }
}

/// <summary>The answer of the far side as its reader understood it, or the reason why there is none.</summary>
internal abstract record OutboundAnswer<T> : IOutboundAnswer
{
    private OutboundAnswer()
    {
    }

    public abstract OutboundFailure? Failure { get; }

    internal sealed record Received(T Value) : OutboundAnswer<T>
    {
        public override OutboundFailure? Failure => null;
    }

    internal sealed record Failed(OutboundFailure Why) : OutboundAnswer<T>
    {
        public override OutboundFailure? Failure => Why;
    }
}
