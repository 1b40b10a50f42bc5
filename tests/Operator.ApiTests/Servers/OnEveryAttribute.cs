using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Operator.ApiTests.Servers;

/// <summary>Runs a theory once for each server of a list that depends on this machine.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class OnEveryAttribute(Func<IEnumerable<ServerKind>> kinds) : DataAttribute
{
    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. kinds().Select(kind => new TheoryDataRow<ServerKind>(kind))]);

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;
}
