using System.IO.Pipelines;
using System.Text;

namespace Operator.Tests.Cluster;

/// <summary>The answer to a watch, written line by line.</summary>
internal sealed class ScriptedWatch
{
    private readonly Pipe _pipe = new();
    private readonly TaskCompletionSource _followed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Stream Reader => _pipe.Reader.AsStream();

    public HttpContent Content => new Answer(Reader, _followed);

    /// <summary>Completes when somebody has begun to read.</summary>
    public Task IsFollowed => _followed.Task;

    public Task EventAsync(string type, string json) => LineAsync($$"""{"type":"{{type}}","object":{{json}}}""");

    public Task LineAsync(string line) => RawAsync(line + "\n");

    public async Task RawAsync(string text) => await _pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>As the server ends a watch whose time is over.</summary>
    public void End() => _pipe.Writer.Complete();

    /// <summary>As a connection that is cut.</summary>
    public void Cut() => _pipe.Writer.Complete(new IOException("Connection reset by peer"));

    private sealed class Answer(Stream stream, TaskCompletionSource followed) : StreamContent(stream)
    {
        protected override Task<Stream> CreateContentReadStreamAsync()
        {
            followed.TrySetResult();
            return base.CreateContentReadStreamAsync();
        }
    }
}
