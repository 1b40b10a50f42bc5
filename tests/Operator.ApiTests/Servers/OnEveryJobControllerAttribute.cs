using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Operator.ApiTests.Servers;

/// <summary>Runs a theory once for each Job controller that this machine has.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnEveryJobControllerAttribute : DataAttribute
{
    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. RealServers.KindsThatRunJobs.Select(kind => new TheoryDataRow<ServerKind>(kind))]);

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;
}
