using System.CommandLine;

namespace Operator.Hosting.Verbs;

/// <summary>The verbs, in the order in which people come to need them.</summary>
internal static class VerbList
{
    public static IEnumerable<Command> All(Surroundings surroundings, SharedOptions shared) =>
    [
        new ListVerb(surroundings, shared).Build(),
        new CheckVerb(surroundings, shared).Build(),
        new RenderVerb(surroundings, shared).Build(),
        new ImportVerb(surroundings, shared).Build(),
        new RunVerb(surroundings).Build(),
        new VerifyVerb(surroundings, shared).Build(),
        new ProbeVerb(surroundings).Build(),
        new FetchVerb(surroundings, shared).Build(),
    ];
}
