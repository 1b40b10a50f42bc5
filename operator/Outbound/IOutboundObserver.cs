namespace Operator.Outbound;

/// <summary>Is told what becomes of calls, for measurements.</summary>
internal interface IOutboundObserver
{
    /// <summary>The call was sent, and answered with this status after so long; null when nothing came back.</summary>
    void Sent(OutboundCall call, int? status, TimeSpan took);

    /// <summary>The call was not sent: its account is to be left alone, or with <paramref name="ownBudget"/>, our own share of calls is spent.</summary>
    void HeldBack(OutboundCall call, bool ownBudget);
}
