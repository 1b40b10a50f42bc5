using Sandbox.Nodes;

namespace Operator.ApiTests.Nodes;

/// <summary>A stand-in for the operator's <c>fetch-artifacts</c>: leaves the files, the mark and the message that a test gives it, and ends as told.</summary>
internal sealed record PlayedFetch
{
    public const string Verb = "fetch-artifacts";

    /// <summary>By name, for the folder of the artifacts.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    public bool Skips { get; init; }

    public string Message { get; init; } = "";

    public int ExitCode { get; init; }

    public IProgram Program => new PlayedProgram(PlayAsync);

    private async Task<int> PlayAsync(ProgramStart start, CancellationToken cancellationToken)
    {
        var folder = start.Files.Localize("/artifacts");
        foreach (var (name, content) in Files)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name), content, cancellationToken);
        }

        if (Skips)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "skip"), "", cancellationToken);
        }

        await File.WriteAllTextAsync(start.Files.Localize("/dev/termination-log"), Message, cancellationToken);
        return ExitCode;
    }
}
