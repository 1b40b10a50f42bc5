using Operator.Outbound;

namespace Operator.Tests.Outbound;

/// <summary>Writes down what becomes of calls.</summary>
internal sealed class Tally : IOutboundObserver
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public void Sent(OutboundCall call, int? status, TimeSpan took) => _lines.Add($"{call.Url.Host} {status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no answer"}");

    public void HeldBack(OutboundCall call, bool ownBudget) => _lines.Add($"{call.Url.Host} held back for {(ownBudget ? "our budget" : "their silence")}");
}
