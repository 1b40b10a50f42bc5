namespace Sandbox.Ingestion;

/// <summary>Plays `metadata ingest -c FILE` of the OpenMetadata ingestion image.</summary>
internal static class IngestionProgram
{
    private const int Terminated = 143;
    private static readonly string[] Endings = [".yaml", ".yml", ".json"];

    /// <summary>Returns the exit code; the version is that of the image's tag.</summary>
    public static async Task<int> RunAsync(
        string[] args, IReadOnlyDictionary<string, string> environment, TextWriter stderr, string version,
        CancellationToken cancellationToken, TimeProvider? time = null)
    {
        var played = PlayedVersion.Parse(version);
        var clock = time ?? TimeProvider.System;
        var log = new IngestionLog(stderr, LogPlaces.Of(played.Family), clock);
        try
        {
            return Load(args, environment) switch
            {
                (null, var sentence) => Refuse(log, sentence!),
                (var workflow, _) => await IngestAsync(workflow, environment, played, log, clock, cancellationToken),
            };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Terminated;
        }
        finally
        {
            await stderr.FlushAsync(CancellationToken.None);
        }
    }

    private static async Task<int> IngestAsync(
        Workflow workflow, IReadOnlyDictionary<string, string> environment, PlayedVersion version, IngestionLog log, TimeProvider time, CancellationToken cancellationToken)
    {
        using var server = Connections.ToOpenMetadata(workflow, version, environment);
        return await new IngestionRun(new RunContext(workflow, version, server, log, time), environment).RunAsync(cancellationToken);
    }

    /// <summary>The file is read as text, its variables are expanded, and only then is it parsed.</summary>
    private static (Workflow? Workflow, string? Sentence) Load(string[] args, IReadOnlyDictionary<string, string> environment)
    {
        var option = Array.FindIndex(args, arg => arg is "-c" or "--config");
        if (!args.Contains("ingest") || option < 0 || option + 1 >= args.Length)
        {
            return (null, "usage: metadata ingest -c FILE");
        }

        var file = args[option + 1];
        if (!File.Exists(file) || !Endings.Contains(Path.GetExtension(file)))
        {
            return (null, $"Cannot open config file {file}");
        }

        var document = YamlReading.Parse(VariableExpansion.Expand(File.ReadAllText(file), environment));
        return document is null
            ? (null, "Uncaught error when parsing the workflow!")
            : WorkflowCheck.Refuse(document) is { } sentence ? (null, sentence) : (new Workflow(document), null);
    }

    private static int Refuse(IngestionLog log, string sentence)
    {
        log.CouldNotStart($"Error loading metadata configuration: {sentence}");
        return 1;
    }
}
