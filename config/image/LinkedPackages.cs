using System.Text.Json;

namespace Operator.Image;

/// <summary>What is linked into the native binary, by the lock file of its build. A lock file with only tools of the build names them, too.</summary>
internal static class LinkedPackages
{
    /// <summary>The compiler's package: its version is that of the runtime that it links in.</summary>
    private const string Compiler = "Microsoft.DotNet.ILCompiler";

    private static readonly string[] RuntimePacks = ["Microsoft.NETCore.App.Runtime.NativeAOT", "Microsoft.AspNetCore.App.Runtime"];

    /// <summary>Work at build time; nothing of them is in the binary.</summary>
    private static readonly string[] BuildTools = [Compiler, "Microsoft.NET.ILLink.Tasks", "Microsoft.CodeAnalysis.BannedApiAnalyzers", "Vecc.YamlDotNet.Analyzers.StaticGenerator"];

    public static IReadOnlyList<Component> In(string lockFile)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(lockFile));
        var resolved = json.RootElement.GetProperty("dependencies").EnumerateObject()
            .SelectMany(framework => framework.Value.EnumerateObject())
            .Select(package => (package.Name, Version: package.Value.TryGetProperty("resolved", out var version) ? version.GetString()! : ""))
            .Where(package => package.Version.Length > 0)
            .Distinct()
            .OrderBy(package => package.Name, StringComparer.Ordinal)
            .ToList();
        var runtime = resolved.Find(package => package.Name == Compiler).Version
            ?? throw new MissingFileException($"{Compiler} in {lockFile}", "give the lock file of the native build");
        return
        [
            .. RuntimePacks.Select(name => new Component(name, runtime, $"pkg:nuget/{name}@{runtime}", "MIT")),
            .. resolved.Where(package => !IsBuildTool(package.Name)).Select(package => new Component(package.Name, package.Version, $"pkg:nuget/{package.Name}@{package.Version}")),
        ];
    }

    private static bool IsBuildTool(string name) => BuildTools.Contains(name) || name.StartsWith("runtime.", StringComparison.Ordinal);
}
