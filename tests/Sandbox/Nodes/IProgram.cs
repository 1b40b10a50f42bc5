namespace Sandbox.Nodes;

/// <summary>A program as a container starts it; paths in arguments and environment are those of this machine.</summary>
/// <param name="Arguments">What follows the program's name.</param>
/// <param name="Environment">Everything of the environment that the pod declares, and what the sandbox adds.</param>
/// <param name="Files">The container's paths, for those that stand in files.</param>
/// <param name="Log">Takes what it prints.</param>
internal sealed record ProgramStart(
    IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, MountMap Files, ContainerLog Log);

/// <summary>Something that an image holds, as it is played here.</summary>
internal interface IProgram
{
    /// <summary>Runs until it ends by itself or is told to; answers with the exit code.</summary>
    Task<int> RunAsync(ProgramStart start, CancellationToken cancellationToken);
}
