using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Operator.ApiTests.Servers;

/// <summary>Runs a theory once for each API server that this machine has, so that a missing real server costs no skipped rows.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnEveryServerAttribute : DataAttribute
{
    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. RealServers.Kinds.Select(kind => new TheoryDataRow<ServerKind>(kind))]);

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;
}
