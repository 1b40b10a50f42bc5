using System.Net;
using k8s;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Operator.Cluster.Api;
using Operator.Hosting;
using Operator.Hosting.Listening;
using Operator.Tests.Cluster;
using Operator.Tests.Hosting.Measuring;
using Xunit;

namespace Operator.Tests.Hosting;

/// <summary>
/// The operator's endpoints over real HTTP, and all that stands behind them. The operator itself is not started: the test moves
/// what it wants moved.
/// </summary>
internal sealed class ServedOperator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();

    private ServedOperator(WebApplication app, Uri probes, Uri metrics, FakeTimeProvider time, ScriptedApi api) => (_app, Probes, Metrics, Time, Api) = (app, probes, metrics, time, api);

    public Uri Probes { get; }

    public Uri Metrics { get; }

    public FakeTimeProvider Time { get; }

    public ScriptedApi Api { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ServedOperator> StartAsync(OperatorOptions? options = null)
    {
        var (time, api) = (new FakeTimeProvider(), new ScriptedApi());
        var any = new IPEndPoint(IPAddress.Loopback, 0);
        options = (options ?? new OperatorOptions()) with { HealthProbeBindAddress = any, MetricsBindAddress = any };
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listeners.Configure(kestrel, options));
        builder.Services.AddRoutingCore();
        OperatorHost.AddLogging(builder.Logging, options);
        builder.Logging.AddFilter((_, _) => false);
        builder.Services.AddIngestionOperator(options);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton(provider => OperatorServices.Measured(provider, new ApiConnection(new Uri("http://api.test"), api, null, null)));
        builder.Services.AddSingleton(new KubernetesClientConfiguration { Namespace = "operator" });
        builder.Services.Remove(builder.Services.Last(service => service.ServiceType == typeof(IHostedService)));
        var app = builder.Build();
        app.MapEndpoints();
        await app.StartAsync(Token);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address)).ToList();
        return new ServedOperator(app, addresses[0], addresses[1], time, api);
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>At the listener of the probes.</summary>
    public Task<(int Status, string Text)> AskAsync(string path, HttpMethod? method = null, string? body = null) => AskAsync(new Uri(Probes, path), method, body);

    public async Task<(int Status, string Text)> AskAsync(Uri url, HttpMethod? method = null, string? body = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, url);
        request.Content = body is null ? null : new StringContent(body);
        using var response = await _http.SendAsync(request, Token);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    public async Task<Exposition> ScrapeAsync()
    {
        using var response = await _http.GetAsync(new Uri(Metrics, "/metrics"), Token);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        return Exposition.Read(await response.Content.ReadAsStringAsync(Token));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }
}
