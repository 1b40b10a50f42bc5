using System.Runtime.InteropServices;
using Sandbox.Demo;
using Sandbox.Ingestion;
using Sandbox.Nodes;

const string Help =
    """
    The world around the operator, on this machine alone: a Kubernetes API server, dbt Cloud, OpenMetadata.

      sandbox demo    show one ingestion from beginning to end; exits 0 if it ends well
      sandbox run     the same, but stay up until Ctrl-C

    DEMO_KUBECONFIG=FILE uses the API server of that kubeconfig in place of the sandbox's own.
    """;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
switch (args)
{
    case ["demo"] or ["run"]:
        var kubeconfig = Environment.GetEnvironmentVariable("DEMO_KUBECONFIG") is { Length: > 0 } given ? given : null;
        return await new DemoProgram(Console.Out, TimeProvider.System).RunAsync(kubeconfig, args[0] == "run", stop.Token);
    case ["ingest", ..]:
        return await IngestionProgram.RunAsync(args, Variables(), Console.Error, ImageTag.Of(Environment.GetEnvironmentVariable("SANDBOX_IMAGE")), stop.Token);
    case ["--help" or "-h" or "help"]:
        Console.WriteLine(Help);
        return 0;
    default:
        Console.Error.WriteLine(Help);
        return 2;
}

static Dictionary<string, string> Variables() => Environment.GetEnvironmentVariables()
    .Cast<System.Collections.DictionaryEntry>()
    .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
