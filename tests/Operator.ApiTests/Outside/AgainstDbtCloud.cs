using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Sandbox.DbtCloud;
using Xunit;

namespace Operator.ApiTests.Outside;

/// <summary>A stand-in of dbt Cloud in the world of the demo, at a time that stands still.</summary>
public abstract class AgainstDbtCloud : IAsyncLifetime
{
    private protected const string Account = "/api/v2/accounts/12345";
    private readonly HttpClient client = new();

    private protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 25, 1, 0, 0, TimeSpan.Zero));

    private protected DbtCloudServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Server = await DbtCloudServer.StartAsync(DemoWorld.At(Time.GetUtcNow()), DbtCloudServer.Options(time: Time), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        client.Dispose();
        await Server.DisposeAsync();
    }

    private protected async Task<HttpStatusCode> StatusAsync()
    {
        using var answer = await AskAsync($"{Account}/jobs/?limit=1");
        return answer.StatusCode;
    }

    private protected async Task<JsonNode> JsonAsync(string path)
    {
        using var answer = await AskAsync(path);
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }

    private protected async Task<HttpResponseMessage> AskAsync(string path, string token = DemoWorld.Token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Server.Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Token", token);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
