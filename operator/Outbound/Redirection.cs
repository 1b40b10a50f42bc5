namespace Operator.Outbound;

/// <summary>Decides whether a call goes on to the place that an answer points to, and with what in its hands.</summary>
internal static class Redirection
{
    /// <summary>The call to go on with, or null where it must not follow. A write arrives where it was sent, or nowhere.</summary>
    public static OutboundCall? Follow(OutboundCall call, Uri place)
    {
        if (call.Writes is not null)
        {
            return null;
        }

        if (Uri.Compare(call.Url, place, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0)
        {
            return call with { Url = place };
        }

        return call.OtherHosts is OtherHosts.FollowWithoutToken && place.Scheme == Uri.UriSchemeHttps
            ? call with
            {
                Url = place,
                Token = null,
                Quota = null,
                Service = call.Quota ?? call.Service,
                OnBehalfOf = call.Token?.Fingerprint ?? call.OnBehalfOf,
            }
            : null;
    }
}
