using Sandbox.Nodes;

namespace Operator.ApiTests.Nodes;

/// <summary>Images whose entrypoint takes one verb, played by a few lines of the test.</summary>
internal static class PlayedImages
{
    public static readonly Programs None = new(new Dictionary<string, IProgram>(), new Dictionary<string, IProgram>());

    /// <summary>A further verb; what it answers is the exit code.</summary>
    public static Programs With(this Programs programs, string verb, Func<ProgramStart, int> play) =>
        programs.WithVerb(verb, new PlayedProgram((start, _) => Task.FromResult(play(start))));

    /// <summary>"exit 3 because" ends with 3, "because" in the log.</summary>
    public static readonly Programs Exits = None.With("exit", start =>
    {
        start.Log.Append(string.Join(' ', start.Arguments.Skip(2)));
        return int.Parse(start.Arguments[1], System.Globalization.CultureInfo.InvariantCulture);
    });

    /// <summary>A pod of init containers and one container, each with the arguments that are given.</summary>
    public static string Pod(string container, params string[] before) => $$$"""
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"restartPolicy":"Never",
         "initContainers":[{{{string.Join(',', before)}}}],"containers":[{{{container}}}]}}
        """;

    public static string WithVolumes(this string pod, string volumes) =>
        pod.Replace("\"restartPolicy\":\"Never\",", $"\"restartPolicy\":\"Never\",\"volumes\":[{volumes}],", StringComparison.Ordinal);

    /// <summary>A container by its name and its arguments.</summary>
    public static string Container(string name, string arguments, string more = "") =>
        $$$"""{"name":"{{{name}}}","image":"{{{name}}}:1","args":["{{{arguments.Replace(" ", "\",\"", StringComparison.Ordinal)}}}"]{{{more}}}}""";
}
