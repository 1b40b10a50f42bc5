namespace Operator.ApiTests.Servers;

/// <summary>Runs a theory once for each Job controller that this machine has.</summary>
public sealed class OnEveryJobControllerAttribute() : OnEveryAttribute(() => RealServers.KindsThatRunJobs);
