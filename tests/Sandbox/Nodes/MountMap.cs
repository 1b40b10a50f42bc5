using System.Text.RegularExpressions;

namespace Sandbox.Nodes;

/// <summary>
/// Where the paths of a container lie on this machine. There are no mount namespaces here, so a path is replaced wherever it
/// is named: by the node in arguments and environment, by a program in the files that it reads.
/// </summary>
internal sealed class MountMap
{
    /// <summary>How a program that runs as a process learns of it: a line for each path, PATH:PLACE.</summary>
    public const string Variable = "SANDBOX_MOUNTS";

    public static readonly MountMap None = new([]);

    private readonly IReadOnlyDictionary<string, string> _places;
    private readonly Regex _paths;

    public MountMap(IEnumerable<KeyValuePair<string, string>> places)
    {
        _places = places.ToDictionary();
        var any = string.Join('|', _places.Keys.OrderByDescending(path => path.Length).Select(Regex.Escape));
        _paths = new Regex($"""(?<![\w./-])({any})(?=$|[/:,\s"'])""", RegexOptions.CultureInvariant);
    }

    public static MountMap Of(IReadOnlyDictionary<string, string> environment) => environment.TryGetValue(Variable, out var lines)
        ? new MountMap(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':', 2)).Select(parts => KeyValuePair.Create(parts[0], parts[1])))
        : None;

    /// <summary>Replaces what stands there as a whole path or as the beginning of one, the longest first.</summary>
    public string Localize(string text) => _places.Count == 0 ? text : _paths.Replace(text, match => _places[match.Value]);

    public override string ToString() => string.Join('\n', _places.Select(place => $"{place.Key}:{place.Value}"));
}
