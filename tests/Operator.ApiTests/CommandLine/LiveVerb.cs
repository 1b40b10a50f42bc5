using System.Text;
using System.Threading.Channels;
using Operator.Hosting.Verbs;
using Xunit;

namespace Operator.ApiTests.CommandLine;

/// <summary>A verb that goes on while the story does: its lines come as they are printed.</summary>
internal sealed class LiveVerb : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Told _error = new();
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly Task<int> _running;
    private Action _interrupt = () => { };

    private LiveVerb(string[] words, TimeProvider time)
    {
        var surroundings = new Surroundings
        {
            Out = _output,
            Error = _error,
            In = () => TextReader.Null,
            Variable = _ => null,
            HasColours = false,
            Time = time,
            OnInterrupt = stop =>
            {
                _interrupt = stop;
                return null;
            },
        };
        _running = Hosting.CommandLine.RunAsync(words, (_, _) => throw new InvalidOperationException("The operator was to run."), surroundings, _stop.Token);
    }

    public string Error => _error.All;

    public static LiveVerb Start(string kubeconfig, string line, TimeProvider? time = null) =>
        new([.. line.Split(' '), "--kubeconfig", kubeconfig], time ?? TimeProvider.System);

    public static async Task<VerbRun> RunAsync(string kubeconfig, string line)
    {
        await using var verb = Start(kubeconfig, line);
        return await verb.EndedAsync();
    }

    /// <summary>Waits until a line holds these words.</summary>
    public async Task UntilToldAsync(string words)
    {
        while (!_error.All.Contains(words, StringComparison.Ordinal))
        {
            Assert.True(await _error.Lines.WaitToReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TimeProvider.System), $"It never said \"{words}\":\n{_error.All}");
            _error.Lines.TryRead(out _);
        }
    }

    /// <summary>Ctrl-C.</summary>
    public void Interrupt() => _interrupt();

    public async Task<VerbRun> EndedAsync()
    {
        await _running.WaitAsync(Patience, TimeProvider.System).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        Assert.True(_running.IsCompleted, $"It does not end:\n{Error}");
        return new(await _running, _output.ToString(), Error);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        await _output.DisposeAsync();
        await _error.DisposeAsync();
    }

    private sealed class Told : TextWriter
    {
        private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
        private readonly StringBuilder _all = new();

        public override Encoding Encoding => Encoding.UTF8;

        public ChannelReader<string> Lines => _lines.Reader;

        public string All
        {
            get
            {
                lock (_all)
                {
                    return _all.ToString();
                }
            }
        }

        public override void WriteLine(string? value)
        {
            lock (_all)
            {
                _all.Append(value).Append('\n');
            }

            _lines.Writer.TryWrite(value ?? "");
        }
    }
}
