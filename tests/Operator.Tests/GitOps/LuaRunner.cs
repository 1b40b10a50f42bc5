using System.Text.Json.Nodes;
using Operator.Tests.Contract;
using Xunit;

namespace Operator.Tests.GitOps;

/// <summary>
/// Scripts of Argo CD in Debian's lua5.1: the language of Argo CD's own interpreter. The interpreters on NuGet speak 5.4, where
/// numbers and the libraries are others.
/// </summary>
internal static class LuaRunner
{
    private const string Program = "lua5.1";

    /// <summary>Skips the test where the interpreter is absent.</summary>
    public static void IsNeeded() =>
        Assert.SkipUnless(Installed.Has(Program), "There is no lua5.1 on the path, which runs the scripts as Argo CD does: apt-get install lua5.1");

    /// <summary>What the script returns for each object; an error of the script is an object with <c>error</c>.</summary>
    /// <param name="script">A path within the repository.</param>
    public static IReadOnlyList<JsonNode> Run(string script, params IEnumerable<LuaInput> inputs)
    {
        IsNeeded();
        string[] arguments = [Repository.PathOf("tests", "Operator.Tests", "GitOps", "harness.lua"), Repository.PathOf(script)];
        var written = Installed.Run(Program, arguments, LuaText.Of(inputs));
        return [.. written.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }
}

/// <summary>What one run of a script is given.</summary>
internal sealed record LuaInput(JsonNode Object, JsonNode? Parameters = null);
