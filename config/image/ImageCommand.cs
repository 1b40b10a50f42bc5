using System.CommandLine;
using System.Globalization;

namespace Operator.Image;

/// <summary>The command line of the image's build.</summary>
internal static class ImageCommand
{
    public static RootCommand Create()
    {
        var binary = new Option<string>("--binary") { Description = "The native binary (make publish).", HelpName = "FILE", Required = true };
        var output = new Option<string>("--output") { Description = "The archive that is written; its SBOM comes beside it as FILE.spdx.json.", HelpName = "FILE", Required = true };
        var name = new Option<string>("--name") { Description = "The image's whole name, with registry and tag.", HelpName = "IMAGE", Required = true };
        var architecture = new Option<string>("--architecture") { Description = "amd64 or arm64.", HelpName = "NAME", DefaultValueFactory = _ => "amd64" };
        architecture.AcceptOnlyFromAmong("amd64", "arm64");
        var libraries = new Option<string[]>("--libraries") { Description = "Folder that holds the architecture's libraries; may be given again. Default: those of Debian.", HelpName = "FOLDER", DefaultValueFactory = _ => [] };
        var created = new Option<long>("--created") { Description = "Seconds since 1970 that stand in every file. Default: 0; make image gives the commit's time.", HelpName = "SECONDS" };
        var version = new Option<string>("--version-label") { Description = "Version in the image's labels.", HelpName = "VERSION", Required = true };
        var revision = new Option<string?>("--revision") { Description = "Commit in the image's labels.", HelpName = "COMMIT" };
        var packages = new Option<string>("--packages") { Description = "Lock file of the packages that are linked into the binary.", HelpName = "FILE", Required = true };
        var root = new RootCommand("Builds the operator's image as an OCI archive, without Docker.") { binary, output, name, architecture, libraries, created, version, revision, packages };
        root.SetAction(parsed => Build(
            new ImageOptions
            {
                Binary = parsed.GetValue(binary)!,
                Name = parsed.GetValue(name)!,
                Architecture = Architecture.Named(parsed.GetValue(architecture)!)!,
                LibraryFolders = parsed.GetValue(libraries) is { Length: > 0 } folders ? folders : Architecture.Named(parsed.GetValue(architecture)!)!.DefaultLibraryFolders,
                Created = DateTimeOffset.FromUnixTimeSeconds(parsed.GetValue(created)),
                Version = parsed.GetValue(version)!,
                Revision = parsed.GetValue(revision),
            },
            parsed.GetValue(output)!,
            parsed.GetValue(packages)!,
            parsed.InvocationConfiguration));
        return root;
    }

    private static int Build(ImageOptions options, string output, string packages, InvocationConfiguration console)
    {
        try
        {
            var entries = RootFileSystem.Of(options);
            var layer = LayerArchive.Of(entries, options.Created);
            OciArchive.Write(output, options, layer);
            File.WriteAllBytes(output + ".spdx.json", BillOfMaterials.Of(options, entries, LinkedPackages.In(packages), DebianPackages.Installed()));
            console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{output}: {options.Name}, linux/{options.Architecture.Name}, {layer.Compressed.Length / 1048576.0:f1} MiB compressed, layer {layer.CompressedDigest}"));
            return 0;
        }
        catch (Exception problem) when (problem is MissingFileException or IOException)
        {
            console.Error.WriteLine(problem.Message);
            return 1;
        }
    }
}
