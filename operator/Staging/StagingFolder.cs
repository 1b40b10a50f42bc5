using Operator.Plan;

namespace Operator.Staging;

/// <summary>The folder that the ingestion reads. A file gets its name there when it is whole, and not before.</summary>
internal sealed class StagingFolder(string path)
{
    private const string Part = ".part";

    public string PathOf(string file) => Path.Combine(path, file);

    public string PartOf(string file) => PathOf(file) + Part;

    /// <summary>What an attempt before this one left may be of another run.</summary>
    public void Clear()
    {
        Directory.CreateDirectory(path);
        foreach (var file in Directory.EnumerateFiles(path, "*" + Part).Concat(Artifact.All.Select(artifact => PathOf(artifact.File))).Append(PathOf(StagedFiles.Skip)))
        {
            File.Delete(file);
        }
    }

    /// <summary>Begins a file, or begins it again.</summary>
    public FileStream Begin(string file) => new(PartOf(file), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);

    public void Finish(string file) => File.Move(PartOf(file), PathOf(file), overwrite: true);

    public long SizeOf(string file) => new FileInfo(PathOf(file)).Length;

    public void Drop(string file) => File.Delete(PartOf(file));

    public async Task WriteAsync(string file, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await using (var part = Begin(file))
        {
            await part.WriteAsync(content, cancellationToken);
        }

        Finish(file);
    }
}

/// <summary>The folder does not take a file. Not an <see cref="IOException"/>, since that is what a network throws that breaks off.</summary>
internal sealed class FolderException(Exception inner) : Exception("The folder of the artifacts cannot be written.", inner);
