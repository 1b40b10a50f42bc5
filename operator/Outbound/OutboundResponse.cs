namespace Operator.Outbound;

/// <summary>The status, the kind and the bounded body of an answer; valid only while it is being read.</summary>
internal sealed record OutboundResponse(int Status, string? MediaType, BoundedBody Body)
{
    public bool IsSuccess => Status is >= 200 and < 300;
}
