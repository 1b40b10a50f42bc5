namespace Sandbox.Nodes;

/// <summary>A program played in this very process: a test's own stand-in.</summary>
internal sealed class PlayedProgram(Func<ProgramStart, CancellationToken, Task<int>> play) : IProgram
{
    private const int Uncaught = 255;
    private const int Killed = 137;

    public async Task<int> RunAsync(ProgramStart start, CancellationToken cancellationToken)
    {
        try
        {
            return await play(start, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Killed;
        }
#pragma warning disable CA1031 // Whatever a stand-in throws, its container has failed, and the log says with what.
        catch (Exception uncaught)
#pragma warning restore CA1031
        {
            start.Log.Append(uncaught.ToString());
            return Uncaught;
        }
    }
}
