namespace Operator.Staging;

/// <summary>
/// One file of the results of several steps, put together of stretches of theirs: of several results of a node the latest counts,
/// everything else is as the last step has it. Nothing is held but the places.
/// </summary>
internal sealed class MergedResults(IReadOnlyList<StagedResults> steps, StagingFolder folder)
{
    private static readonly byte[] First = "\n"u8.ToArray();
    private static readonly byte[] Next = ",\n"u8.ToArray();

    private readonly Dictionary<UInt128, StagedResults> _latest = [];

    /// <summary>How many results there are, and how many got a message.</summary>
    public async Task<(int Results, int FilledIn)> WriteAsync(bool fillIn, CancellationToken cancellationToken)
    {
        foreach (var step in steps)
        {
            foreach (var result in step.Reading.Results.Where(result => result.Node is not null))
            {
                _latest[result.Node!.Value] = step;
            }
        }

        int results = 0, filledIn = 0;
        await using (var output = new BufferedStream(folder.Begin(Artifact.RunResults.File)))
        {
            await WriteOthersAsync(output, cancellationToken);
            foreach (var step in steps)
            {
                using var input = File.OpenRead(folder.PartOf(step.Part));
                foreach (var result in step.Reading.Results.Where(result => IsLatest(result, step)))
                {
                    await output.WriteAsync(results++ == 0 ? First : Next, cancellationToken);
                    filledIn += fillIn && result.Filling is not null ? 1 : 0;
                    await WriteAsync(input, result, fillIn, output, cancellationToken);
                }
            }

            await output.WriteAsync("\n]}\n"u8.ToArray(), cancellationToken);
        }

        folder.Finish(Artifact.RunResults.File);
        return (results, filledIn);
    }

    /// <summary>Of a node that one step names twice, both stay.</summary>
    private bool IsLatest(ResultPlace result, StagedResults step) => result.Node is not { } node || _latest[node] == step;

    private async Task WriteOthersAsync(Stream output, CancellationToken cancellationToken)
    {
        using var last = File.OpenRead(folder.PartOf(steps[^1].Part));
        await output.WriteAsync("{"u8.ToArray(), cancellationToken);
        foreach (var other in steps[^1].Reading.Others)
        {
            await CopyAsync(last, other, output, cancellationToken);
            await output.WriteAsync(Next, cancellationToken);
        }

        await output.WriteAsync("\"results\": ["u8.ToArray(), cancellationToken);
    }

    private static async Task WriteAsync(FileStream input, ResultPlace result, bool fillIn, Stream output, CancellationToken cancellationToken)
    {
        if (!fillIn || result.Filling is not { } filling)
        {
            await CopyAsync(input, result.Place, output, cancellationToken);
            return;
        }

        await CopyAsync(input, result.Place with { End = result.Gap.Start }, output, cancellationToken);
        await output.WriteAsync(filling, cancellationToken);
        await CopyAsync(input, result.Place with { Start = result.Gap.End }, output, cancellationToken);
    }

    private static async Task CopyAsync(FileStream input, Stretch stretch, Stream output, CancellationToken cancellationToken)
    {
        var buffer = new byte[(int)Math.Min(16 * 1024, stretch.End - stretch.Start)];
        input.Position = stretch.Start;
        for (var left = stretch.End - stretch.Start; left > 0;)
        {
            var piece = buffer.AsMemory(0, (int)Math.Min(buffer.Length, left));
            await input.ReadExactlyAsync(piece, cancellationToken);
            await output.WriteAsync(piece, cancellationToken);
            left -= piece.Length;
        }
    }
}
