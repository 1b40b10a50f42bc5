namespace Operator.Outbound;

/// <summary>
/// Whom an answer that limits calls is about, and so who has to heed it: one token at one account or API of one origin. What a
/// host says to one tenant's token says nothing about another's, and http is not https.
/// </summary>
/// <param name="Origin">Scheme, host and port.</param>
/// <param name="Service">The account, or the base path of the API.</param>
/// <param name="Principal">The fingerprint of the token; null for calls without one.</param>
internal readonly record struct CallPartition(string Origin, string? Service, string? Principal)
{
    public static CallPartition Of(OutboundCall call) => new(OriginOf(call), call.Quota ?? call.Service, call.Token?.Fingerprint ?? call.OnBehalfOf);

    public static string OriginOf(OutboundCall call) => call.Url.GetLeftPart(UriPartial.Authority);
}
