using System.Diagnostics;
using Operator.Hosting.Verbs;
using Operator.Plan;
using Operator.Tests.Outbound;
using Sandbox.DbtCloud;
using Xunit;

namespace Operator.ApiTests.CommandLine;

/// <summary>What an init container does, against the sandbox's dbt Cloud: in this process, where no wait costs any time, or as a process of its own.</summary>
internal sealed class FetchRun(DbtCloudServer cloud) : IDisposable
{
    public static readonly string[] Files = ["catalog.json", "manifest.json", "run_results.json", "sources.json"];

    // No wait for dbt Cloud is as long as this, and none for an answer as short.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);
    private static readonly string[] LongTimeouts = ["--call-timeout", "3600", "--artifact-timeout", "3600"];

    private readonly DirectoryInfo _world = Directory.CreateTempSubdirectory("fetch-");

    public string Folder => Path.Combine(_world.FullName, "artifacts");

    public string MessageFile => Path.Combine(_world.FullName, "message");

    public string Text => File.ReadAllText(MessageFile);

    public FetchMessage Message => FetchMessage.Read(Text)!;

    public string Printed { get; private set; } = "";

    public IEnumerable<string> Left => new DirectoryInfo(Folder).EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal);

    public string Content(string file) => File.ReadAllText(Path.Combine(Folder, file));

    public async Task<int> RunAsync(params string[] more)
    {
        // As the kubelet does before the container starts.
        await File.WriteAllTextAsync(MessageFile, "", TestContext.Current.CancellationToken);
        using var output = new StringWriter();
        var surroundings = new Surroundings
        {
            Out = output,
            Error = output,
            In = () => TextReader.Null,
            Variable = name => name == OwnNames.DbtTokenVariable ? DemoWorld.Token : null,
            HasColours = false,
            Time = new EagerClock(Patience),
        };
        var code = await Hosting.CommandLine.RunAsync([.. Words(more), .. LongTimeouts], (_, _) => throw new InvalidOperationException("The operator was to run."), surroundings, TestContext.Current.CancellationToken);
        Printed = output.ToString();
        return code;
    }

    /// <summary>The built operator; whoever disposes of it has killed it.</summary>
    public FetchProcess Start() => FetchProcess.Start(Words([]));

    public void Dispose() => _world.Delete(recursive: true);

    private string[] Words(string[] more)
    {
        string[] words =
        [
            FetchArguments.Verb, FetchArguments.For, "data/analytics-marts", FetchArguments.Url, cloud.Address.AbsoluteUri.TrimEnd('/'), FetchArguments.Account, "12345", FetchArguments.Job, "54321",
            FetchArguments.Spread, "0", FetchArguments.Folder, Folder, FetchArguments.MessageFile, MessageFile, "--allow-insecure-endpoints", "--allowed-cidr", "127.0.0.0/8", "--log-format", "Text",
        ];
        var replaced = more.Where(word => word.StartsWith("--", StringComparison.Ordinal)).ToHashSet();
        return [.. words[..1], .. Pairs(words[1..]).Where(pair => !replaced.Contains(pair[0])).SelectMany(pair => pair), .. more];
    }

    private static IEnumerable<string[]> Pairs(string[] words)
    {
        for (var at = 0; at < words.Length; at++)
        {
            yield return at + 1 < words.Length && !words[at + 1].StartsWith("--", StringComparison.Ordinal) ? [words[at], words[++at]] : [words[at]];
        }
    }
}

/// <summary>That verb as a process of its own, which can be killed.</summary>
internal sealed class FetchProcess : IAsyncDisposable
{
    private readonly Process _process;

    private FetchProcess(Process process) => _process = process;

    public static FetchProcess Start(IEnumerable<string> words)
    {
        var info = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "dbt-cloud-ingestion-operator"), words) { RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment[OwnNames.DbtTokenVariable] = DemoWorld.Token;
        var process = new Process { StartInfo = info };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new FetchProcess(process);
    }

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    /// <summary>At once, as the kernel does it.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }
}
