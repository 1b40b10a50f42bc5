using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Sandbox.Kubernetes;
using Xunit;

namespace Operator.ApiTests.Serving;

/// <summary>A sandbox API server of a test's own, with a clock that the test moves, and a client for it.</summary>
internal sealed class Served : IAsyncDisposable
{
    public const string ConfigMaps = "/api/v1/namespaces/default/configmaps";

    private Served(ApiServer server, FakeTimeProvider time)
    {
        (Server, Time) = (server, time);
        Http = new HttpClient { BaseAddress = server.Address };
        Http.DefaultRequestHeaders.UserAgent.ParseAdd("reader/1.0");
    }

    public ApiServer Server { get; }

    public FakeTimeProvider Time { get; }

    public HttpClient Http { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<Served> StartAsync()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 25, 10, 0, 0, TimeSpan.Zero));
        return new Served(await ApiServer.StartAsync(new ApiServerOptions(), time, Cancelled), time);
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string body = "", string type = "application/json") =>
        SendAsync(method, path, Encoding.UTF8.GetBytes(body), type);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, byte[] body, string type)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        }

        return await Http.SendAsync(request, Cancelled);
    }

    public Task<HttpResponseMessage> CreateAsync(string name) =>
        SendAsync(HttpMethod.Post, ConfigMaps, $$$"""{"metadata":{"name":"{{{name}}}"}}""");

    public async Task<StreamReader> WatchAsync(string query)
    {
        var response = await Http.GetAsync($"{ConfigMaps}?watch=true&{query}", HttpCompletionOption.ResponseHeadersRead, Cancelled);
        return new StreamReader(await response.Content.ReadAsStreamAsync(Cancelled));
    }

    public static async Task<JsonNode> JsonAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancelled))!;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }
}
