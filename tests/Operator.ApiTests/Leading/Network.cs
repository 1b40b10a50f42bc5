using System.Collections.Concurrent;

namespace Operator.ApiTests.Leading;

/// <summary>What lies between one replica and the API server.</summary>
internal sealed class Network(HttpMessageHandler line) : HttpMessageHandler
{
    private readonly HttpMessageInvoker _line = new(line);
    private readonly Wire _there = new();
    private readonly Wire _back = new();
    private readonly ConcurrentQueue<string> _writes = new();
    private HeldRequest? _held;

    /// <summary>What the replica sent, whether it arrived or not, its Lease left out.</summary>
    public IReadOnlyList<string> Writes => [.. _writes];

    public void Cut(Partition how)
    {
        switch (how)
        {
            case Partition.Silent:
                _there.Silence();
                _back.Silence();
                break;
            case Partition.OneWay:
                _there.Silence();
                break;
            case Partition.Refused:
                _there.Break();
                _back.Break();
                break;
        }
    }

    public void Heal()
    {
        _there.Open();
        _back.Open();
    }

    /// <summary>Keeps the next request of the kind under way.</summary>
    public HeldRequest Hold(HttpMethod method, string pathPart)
    {
        var held = new HeldRequest(request => request.Method == method && request.RequestUri!.AbsolutePath.Contains(pathPart, StringComparison.Ordinal));
        Volatile.Write(ref _held, held);
        return held;
    }

    /// <summary>Not with the replica, which takes its handler for its own and ends first: what is under way still arrives.</summary>
    public void CutForGood() => _line.Dispose();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Note(request);
        var answer = await GoAsync(request, cancellationToken);
        await _back.PassAsync(cancellationToken);
        return await WiredAsync(answer, cancellationToken);
    }

    private async Task<HttpResponseMessage> GoAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _held) is { } held && held.Matches(request))
        {
            return await held.SendAsync(request, _line, cancellationToken);
        }

        await _there.PassAsync(cancellationToken);
        return await _line.SendAsync(request, cancellationToken);
    }

    private void Note(HttpRequestMessage request)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (request.Method != HttpMethod.Get && !path.Contains("/leases", StringComparison.Ordinal))
        {
            _writes.Enqueue($"{request.Method} {path}");
        }
    }

    private async Task<HttpResponseMessage> WiredAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var content = new StreamContent(new WiredStream(await answer.Content.ReadAsStreamAsync(cancellationToken), _back));
        foreach (var (name, values) in answer.Content.Headers)
        {
            content.Headers.TryAddWithoutValidation(name, values);
        }

        answer.Content = content;
        return answer;
    }
}

/// <summary>How a replica and the API server can be parted.</summary>
public enum Partition
{
    /// <summary>Nothing arrives in either direction, and nobody is told.</summary>
    Silent,

    /// <summary>Open watches go on telling, and no request arrives any more.</summary>
    OneWay,

    /// <summary>Connections break, and new ones are refused.</summary>
    Refused,
}
