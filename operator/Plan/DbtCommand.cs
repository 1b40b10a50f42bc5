namespace Operator.Plan;

/// <summary>What a step's command line does to <c>run_results.json</c>, which the last step that writes it leaves behind.</summary>
internal static class DbtCommand
{
    private static readonly string[] Testing = ["test", "build", "retry"];
    private static readonly string[] Compiling = ["compile", "docs"];
    private static readonly string[] WithoutTests = ["run", "seed", "snapshot", "run-operation", "clone"];
    private static readonly string[] Others = ["deps", "source", "clean", "debug", "parse", "ls", "list", "init", "show", "docs"];

    public static Results ResultsOf(string commandLine)
    {
        var words = commandLine.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Skip(1).FirstOrDefault(IsVerb) switch
        {
            "docs" when words.Contains("--no-compile") || words.Contains("serve") => Results.Untouched,
            { } verb when Testing.Contains(verb) => Results.OfTests,
            { } verb when Compiling.Contains(verb) => Results.OfCompiling,
            { } verb when WithoutTests.Contains(verb) => Results.WithoutTests,
            _ => Results.Untouched,
        };
    }

    private static bool IsVerb(string word) => Testing.Contains(word) || Compiling.Contains(word) || WithoutTests.Contains(word) || Others.Contains(word);
}

/// <summary>Whose results a step leaves.</summary>
internal enum Results
{
    /// <summary>It writes none.</summary>
    Untouched,

    OfTests,

    /// <summary>Every test is called a success, though none was run.</summary>
    OfCompiling,

    /// <summary>Of models, seeds or snapshots alone.</summary>
    WithoutTests,
}
