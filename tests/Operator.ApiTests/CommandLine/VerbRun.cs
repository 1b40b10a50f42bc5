using System.Text.Json.Nodes;
using Operator.ApiTests.Stories;
using Operator.Hosting.Verbs;
using Sandbox.DbtCloud;
using Xunit;

namespace Operator.ApiTests.CommandLine;

/// <summary>One command line against a story's world, run to its end by the entry of the process, with what it printed.</summary>
internal sealed record VerbRun(int Code, string Out, string Error)
{
    private static readonly string[] Loopback = ["--allow-insecure-endpoints", "--allowed-cidr", "127.0.0.0/8"];

    public JsonNode Json => JsonNode.Parse(Out)!;

    /// <summary>With both tokens in the environment unless others are given; <paramref name="manifests"/> are the input.</summary>
    public static async Task<VerbRun> OfAsync(StoryWorld world, string[] words, string? dbtToken = DemoWorld.Token, string? botToken = null, params JsonObject[] manifests)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var input = new StringReader(string.Join("\n---\n", manifests.Select(manifest => manifest.ToJsonString())));
        var variables = new Dictionary<string, string?> { ["DBT_CLOUD_TOKEN"] = dbtToken, ["OPENMETADATA_JWT_TOKEN"] = botToken ?? world.BotToken };
        var surroundings = new Surroundings
        {
            Out = output,
            Error = error,
            In = () => input,
            Variable = variables.GetValueOrDefault,
            HasColours = false,
        };
        var code = await Hosting.CommandLine.RunAsync([.. words, .. Loopback], (_, _) => throw new InvalidOperationException("The operator was to run."), surroundings, TestContext.Current.CancellationToken);
        return new VerbRun(code, output.ToString(), error.ToString());
    }

    /// <summary>The kubeconfig of the story's cluster, in a file of its own.</summary>
    public static async Task<VerbRun> InClusterAsync(StoryWorld world, string[] words, params JsonObject[] manifests)
    {
        var folder = Directory.CreateTempSubdirectory("verb-");
        try
        {
            var kubeconfig = world.Kubernetes.WriteKubeconfig(Path.Combine(folder.FullName, "kubeconfig"));
            return await OfAsync(world, [.. words, "--kubeconfig", kubeconfig], null, "", manifests);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
