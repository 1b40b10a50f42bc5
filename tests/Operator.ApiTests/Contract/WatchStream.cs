using System.Text.Json.Nodes;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>One line of a watch.</summary>
internal sealed record WatchEvent(string Type, JsonNode Object)
{
    public string Name => (string)Object["metadata"]!["name"]!;

    public string Version => (string)Object["metadata"]!["resourceVersion"]!;

    public override string ToString() => $"{Type} {(string?)Object["metadata"]?["name"]}";
}

/// <summary>A watch as it comes over the wire: one JSON document a line.</summary>
internal sealed class WatchStream : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly HttpResponseMessage response;
    private readonly StreamReader lines;

    private WatchStream(HttpResponseMessage response, StreamReader lines) => (this.response, this.lines) = (response, lines);

    public static async Task<WatchStream> OpenAsync(HttpClient http, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                Assert.Fail($"the watch was refused with {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
            }

            return new WatchStream(response, new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken)));
        }
    }

    /// <summary>The next event, or null where the server has ended the watch.</summary>
    public async Task<WatchEvent?> Next()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var line = await lines.ReadLineAsync(patience.Token);
        return line is { Length: > 0 } && JsonNode.Parse(line) is { } json ? new WatchEvent((string)json["type"]!, json["object"]!) : null;
    }

    public async Task<WatchEvent[]> Next(int count)
    {
        var events = new List<WatchEvent>();
        while (events.Count < count && await Next() is { } next)
        {
            events.Add(next);
        }

        return [.. events];
    }

    /// <summary>The next event that a predicate wants; the others are passed over.</summary>
    public async Task<WatchEvent?> NextWhere(Func<WatchEvent, bool> wanted)
    {
        while (await Next() is { } next)
        {
            if (wanted(next))
            {
                return next;
            }
        }

        return null;
    }

    public void Dispose()
    {
        lines.Dispose();
        response.Dispose();
    }
}
