using System.Net.Sockets;
using System.Security.Authentication;

namespace Operator.Outbound;

/// <summary>Turns what the network stack throws into a failure of ours; the texts of exceptions are left behind, since they name what they tripped over.</summary>
internal static class FailureOf
{
    /// <summary>The failure that an exception stands for, or null when it is none of the network's.</summary>
    public static OutboundFailure? Exception(Exception exception)
    {
        // Only the body is read outside of the HTTP stack's own wrapping: whatever breaks there, the answer had begun.
        if (exception is IOException or InvalidDataException)
        {
            return new OutboundFailure.Unreachable(UnreachableKind.Interrupted);
        }

        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (Named(cause) is { } failure)
            {
                return failure;
            }
        }

        return exception switch
        {
            HttpRequestException => new OutboundFailure.Unreachable(UnreachableKind.Network),
            OperationCanceledException or TimeoutException => new OutboundFailure.Unreachable(UnreachableKind.TimedOut),
            _ => null,
        };
    }

    private static OutboundFailure? Named(Exception cause) => cause switch
    {
        PlaceForbiddenException place => new OutboundFailure.NotAllowed(place.Why),
        UntrustedServerException server => new OutboundFailure.Tls(server.Cause),
        BodyTooLargeException body => new OutboundFailure.TooLarge(body.Limit),
        AuthenticationException => new OutboundFailure.Tls(TlsCause.Handshake),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: IOException } =>
            new OutboundFailure.Tls(TlsCause.Handshake),
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } =>
            new OutboundFailure.Unreachable(UnreachableKind.Interrupted),
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } =>
            new OutboundFailure.Unreachable(UnreachableKind.Proxy),
        SocketException socket => new OutboundFailure.Unreachable(KindOf(socket.SocketErrorCode)),
        _ => null,
    };

    private static UnreachableKind KindOf(SocketError error) => error switch
    {
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery => UnreachableKind.Dns,
        SocketError.ConnectionRefused => UnreachableKind.ConnectionRefused,
        SocketError.TimedOut => UnreachableKind.TimedOut,
        _ => UnreachableKind.Network,
    };
}
