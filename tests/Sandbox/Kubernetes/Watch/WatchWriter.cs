using System.Buffers;
using System.IO.Pipelines;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Storage;
using Sandbox.Kubernetes.Verbs;

namespace Sandbox.Kubernetes.Watch;

/// <summary>Writes watch events as lines of JSON.</summary>
internal sealed class WatchWriter(ApiRequest request, PipeWriter output)
{
    private bool _columnsSent;

    public void Event(string type, StoredObject stored)
    {
        Line(type, ObjectAnswer.Bytes(request, stored, withColumns: !_columnsSent).Span);
        _columnsSent = true;
    }

    public void Bookmark(long revision, bool endOfInitialEvents = false) =>
        Line("BOOKMARK", Json.Bytes(WatchEvents.Bookmark(request, revision, endOfInitialEvents)));

    public void Error(ApiStatus status) => Line("ERROR", Json.Bytes(status.ToJson()));

    public async Task FlushAsync(CancellationToken cancellationToken) => await output.FlushAsync(cancellationToken);

    private void Line(string type, ReadOnlySpan<byte> body)
    {
        output.Write("{\"type\":\""u8);
        output.Write(System.Text.Encoding.ASCII.GetBytes(type));
        output.Write("\",\"object\":"u8);
        output.Write(body);
        output.Write("}\n"u8);
    }
}
