using System.CommandLine;
using Operator.Outbound;
using Operator.Plan;

namespace Operator.Hosting.Verbs;

/// <summary>The operator's own options that verbs have as well, with the same names and meanings, and how they are read.</summary>
internal sealed record SharedOptions(
    IReadOnlyList<Option> OfCalls, IReadOnlyList<Option> OfImages, Func<ParseResult, OutboundOptions> Outbound, Func<ParseResult, PlanOptions> Plan)
{
    /// <summary>How long fetching a file may take and how large it may be.</summary>
    public required IReadOnlyList<Option> OfFiles { get; init; }

    public required Func<ParseResult, FetchLimits> Limits { get; init; }

    /// <summary>Those of <see cref="OfCalls"/> that say where and how, but not how often.</summary>
    public required IReadOnlyList<Option> OfWay { get; init; }

    public required Func<ParseResult, FetchWay> Way { get; init; }

    public required Option<LogFormat> LogFormat { get; init; }

    /// <summary>For verbs that render nothing.</summary>
    public OperatorOptions ReadCalls(ParseResult parsed) => new() { Outbound = Outbound(parsed) };

    public OperatorOptions ReadAll(ParseResult parsed) => new() { Outbound = Outbound(parsed), Plan = Plan(parsed) };
}
