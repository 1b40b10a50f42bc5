using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Sandbox.Outside;

/// <summary>A web server on loopback that logs what it is asked and fails when told to: the ground of both stand-ins.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private LoopbackServer(WebApplication app, RequestLog requests, FaultPlan faults)
    {
        this.app = app;
        Requests = requests;
        Faults = faults;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Scheme, host and the port that was taken.</summary>
    public Uri Address { get; }

    public RequestLog Requests { get; }

    public FaultPlan Faults { get; }

    public static async Task<LoopbackServer> StartAsync(
        LoopbackOptions options, Action<WebApplication> map, CancellationToken cancellationToken)
    {
        var app = Build(options);
        var requests = new RequestLog();
        var faults = new FaultPlan(options.Time);
        var desk = new FrontDesk(options, requests, faults);
        app.Use(desk.ReceiveAsync);
        map(app);
        await app.StartAsync(cancellationToken);
        return new LoopbackServer(app, requests, faults);
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await app.StopAsync(atOnce.Token);
        await app.DisposeAsync();
    }

    private static WebApplication Build(LoopbackOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (options.InProcess is { } server)
        {
            builder.Services.AddSingleton<IServer>(server);
            return builder.Build();
        }

        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen =>
            {
                if (options.Certificate is { } certificate)
                {
                    listen.UseHttps(certificate);
                }
            });
        });
        return builder.Build();
    }
}
