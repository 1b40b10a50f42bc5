namespace Operator.Outbound;

/// <summary>Carries a forbidden place out of the connection's callback, the only way it can leave.</summary>
internal sealed class PlaceForbiddenException(HostRefusal why) : Exception("The operator's policy forbids this address.")
{
    public HostRefusal Why { get; } = why;
}

/// <summary>Carries what was wrong with a certificate out of the handshake.</summary>
internal sealed class UntrustedServerException(TlsCause cause) : Exception("The server's certificate is not trusted.")
{
    public TlsCause Cause { get; } = cause;
}

/// <summary>Carries a body with more bytes, or more entries, than its limit out of whoever reads it.</summary>
internal sealed class BodyTooLargeException(long limit) : Exception("The answer is longer than the operator reads.")
{
    public long Limit { get; } = limit;
}
