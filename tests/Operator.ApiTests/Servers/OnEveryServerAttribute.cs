namespace Operator.ApiTests.Servers;

/// <summary>Runs a theory once for each API server that this machine has, so that a missing real server costs no skipped rows.</summary>
public sealed class OnEveryServerAttribute() : OnEveryAttribute(() => RealServers.Kinds);
