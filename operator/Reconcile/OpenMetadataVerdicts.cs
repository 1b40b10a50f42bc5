using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Plan;
using static Operator.Resource.Reasons;

namespace Operator.Reconcile;

/// <summary>Puts OpenMetadata's failures into the closed reasons and a sentence with the fix.</summary>
internal static class OpenMetadataVerdicts
{
    public static Finding Of(OpenMetadataFailure why, OpenMetadataServer server) => why switch
    {
        OpenMetadataFailure.TlsFailure => new(OpenMetadataVerified.TlsFailure, $"{server.Api.Host} shows a certificate that cannot be trusted; name its CA in openMetadata.caBundleRef"),
        OpenMetadataFailure.Unreachable { Kind: UnreachableKind.Dns } => new(OpenMetadataVerified.Unreachable, $"{server.Api.Host} has no address (DNS); check openMetadata.url"),
        OpenMetadataFailure.Unreachable => new(OpenMetadataVerified.Unreachable, $"{server.Api.Host} does not answer; check openMetadata.url and network policies"),
        OpenMetadataFailure.NotAllowed => new(Stalled.HostNotAllowed, $"openMetadata.url: the operator's policy forbids {server.Api.Host}"),
        _ => new(OpenMetadataVerified.Unreachable, $"{server.Api.Host} does not answer as OpenMetadata does; check openMetadata.url"),
    };
}
