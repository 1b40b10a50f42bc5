using System.CommandLine;
using Operator.Outbound;
using Operator.Plan;

namespace Operator.Hosting.Verbs;

/// <summary>The operator's own options that verbs have as well, with the same names and meanings, and how they are read.</summary>
internal sealed record SharedOptions(
    IReadOnlyList<Option> OfCalls, IReadOnlyList<Option> OfImages, Func<ParseResult, OutboundOptions> Outbound, Func<ParseResult, PlanOptions> Plan)
{
    /// <summary>For verbs that render nothing.</summary>
    public OperatorOptions ReadCalls(ParseResult parsed) => new() { Outbound = Outbound(parsed) };

    public OperatorOptions ReadAll(ParseResult parsed) => new() { Outbound = Outbound(parsed), Plan = Plan(parsed) };
}
