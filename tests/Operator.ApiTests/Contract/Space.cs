using System.Net.Http.Headers;
using System.Text;
using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>A namespace of a test's own and the requests that it makes; <c>~</c> in a path stands for <c>namespaces/NAME</c>.</summary>
internal sealed class Space : IDisposable
{
    private const string Json = "application/json";
    private readonly HttpClient http;

    private Space(HttpClient http, string name) => (this.http, Name) = (http, name);

    public string Name { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Space> OpenAsync(RunningServer server)
    {
        var space = new Space(server.Http, $"contract-{Guid.NewGuid():N}"[..20]);
        (await space.Post("/api/v1/namespaces", $$$"""{"metadata":{"name":"{{{space.Name}}}"}}""")).Created();
        return space;
    }

    public Task<Answer> Get(string path, string accept = Json) => SendAsync(HttpMethod.Get, path, body: null, Json, accept);

    public Task<Answer> Post(string path, string body, string contentType = Json) => SendAsync(HttpMethod.Post, path, body, contentType);

    public Task<Answer> Put(string path, string body) => SendAsync(HttpMethod.Put, path, body, Json);

    public Task<Answer> Delete(string path, string? options = null) => SendAsync(HttpMethod.Delete, path, options, Json);

    public Task<Answer> MergePatch(string path, string body) => SendAsync(HttpMethod.Patch, path, body, "application/merge-patch+json");

    public Task<Answer> StrategicPatch(string path, string body) => SendAsync(HttpMethod.Patch, path, body, "application/strategic-merge-patch+json");

    public Task<Answer> JsonPatch(string path, string body) => SendAsync(HttpMethod.Patch, path, body, "application/json-patch+json");

    /// <summary>Server-side apply.</summary>
    public Task<Answer> Apply(string path, string manager, string body, bool force = false) =>
        SendAsync(HttpMethod.Patch, $"{path}{(path.Contains('?') ? '&' : '?')}fieldManager={manager}{(force ? "&force=true" : "")}", body, "application/apply-patch+yaml");

    public Task<WatchStream> Watch(string path, string accept = Json) =>
        WatchStream.OpenAsync(http, Request(HttpMethod.Get, $"{path}{(path.Contains('?') ? '&' : '?')}watch=true", accept), Cancellation);

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body, string contentType, string accept = Json, (string Name, string Value)? header = null)
    {
        using var request = Request(method, path, accept);
        if (header is { } extra)
        {
            request.Headers.Add(extra.Name, extra.Value);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } };
        }

        using var response = await http.SendAsync(request, Cancellation);
        return await Answer.ReadAsync(response, Cancellation);
    }

    /// <summary>Asks until the answer is the wanted one: for what the server does in the background. A namespace goes slowly while groups of resources
    /// come and go beside it.</summary>
    public Task<Answer> Until(string path, Func<Answer, bool> wanted) => Until(() => Get(path), wanted);

    public static async Task<Answer> Until(Func<Task<Answer>> ask, Func<Answer, bool> wanted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(90));
        while (true)
        {
            var answer = await ask();
            if (wanted(answer))
            {
                return answer;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }

    public Task<Answer> UntilGone(string path) => Until(path, answer => answer.Status == 404);

    /// <summary>Leaves nothing behind on a cluster that outlives the tests.</summary>
    public void Dispose() => _ = http.DeleteAsync(new Uri($"/api/v1/namespaces/{Name}", UriKind.Relative), CancellationToken.None);

    private HttpRequestMessage Request(HttpMethod method, string path, string accept)
    {
        var request = new HttpRequestMessage(method, new Uri(path.Replace("~", $"namespaces/{Name}", StringComparison.Ordinal), UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Headers.TryAddWithoutValidation("User-Agent", "contract/1.0");
        return request;
    }
}
