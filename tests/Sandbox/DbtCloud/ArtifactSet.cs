using System.Collections.Immutable;
using System.Text;

namespace Sandbox.DbtCloud;

/// <summary>The files that a run or one of its steps left behind, by path.</summary>
internal sealed class ArtifactSet
{
    public static readonly ArtifactSet None = new(ImmutableSortedDictionary<string, ReadOnlyMemory<byte>>.Empty);

    private readonly ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> files;

    private ArtifactSet(ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> files) => this.files = files;

    public IReadOnlyList<string> Paths => [.. files.Keys];

    /// <summary>A folder of the artifacts of a real dbt project that lie beside the program.</summary>
    public static ArtifactSet OfShop(string folder) =>
        new(Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "DbtCloud", "Artifacts", folder))
            .ToImmutableSortedDictionary(file => Path.GetFileName(file), file => new ReadOnlyMemory<byte>(File.ReadAllBytes(file)), StringComparer.Ordinal));

    public ReadOnlyMemory<byte>? Find(string path) => files.TryGetValue(path, out var file) ? file : default(ReadOnlyMemory<byte>?);

    public ArtifactSet With(string path, string content) => With(path, Encoding.UTF8.GetBytes(content));

    public ArtifactSet With(string path, ReadOnlyMemory<byte> content) => new(files.SetItem(path, content));

    public ArtifactSet Without(string path) => new(files.Remove(path));
}
