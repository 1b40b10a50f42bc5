using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Sandbox.InProcess;

/// <summary>Takes Kestrel's place: no port and no socket, only a handler that carries requests to the application.</summary>
internal sealed class InProcessServer : IServer
{
    private Func<IFeatureCollection, Task>? _serve;

    public InProcessServer(Uri address)
    {
        var addresses = new ServerAddressesFeature();
        addresses.Addresses.Add(address.ToString());
        Features.Set<IServerAddressesFeature>(addresses);
        Handler = new InProcessHandler(features => _serve is { } serve ? serve(features) : throw new InvalidOperationException("The server has not started."));
    }

    /// <summary>Requests sent by this handler reach the application, whatever host they name.</summary>
    public InProcessHandler Handler { get; }

    public IFeatureCollection Features { get; } = new FeatureCollection();

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        _serve = features => ServeAsync(application, features);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => Handler.Dispose();

    private static async Task ServeAsync<TContext>(IHttpApplication<TContext> application, IFeatureCollection features)
        where TContext : notnull
    {
        var context = application.CreateContext(features);
        try
        {
            await application.ProcessRequestAsync(context);
            application.DisposeContext(context, null);
        }
        catch (Exception exception)
        {
            application.DisposeContext(context, exception);
            throw;
        }
    }
}
