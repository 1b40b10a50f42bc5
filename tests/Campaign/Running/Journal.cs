namespace Campaign.Running;

/// <summary>A file with a line for each seed that has ended, so that a campaign that was interrupted goes on.</summary>
internal sealed class Journal : IDisposable
{
    private readonly Lock _gate = new();
    private readonly StreamWriter _file;

    public Journal(string path, bool resume)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Before = resume && File.Exists(path) ? [.. File.ReadLines(path).Select(Result.FromLine).OfType<Result>()] : [];
        _file = new StreamWriter(path, append: false) { AutoFlush = true };
        foreach (var result in Before)
        {
            _file.WriteLine(result.ToLine());
        }
    }

    /// <summary>What had ended before.</summary>
    public IReadOnlyList<Result> Before { get; }

    public void Add(Result result)
    {
        lock (_gate)
        {
            _file.WriteLine(result.ToLine());
        }
    }

    public void Dispose() => _file.Dispose();
}
