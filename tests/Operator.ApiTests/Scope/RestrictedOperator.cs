using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Operator.ApiTests.Contract;
using Operator.ApiTests.Stories;
using Operator.Cluster.Api;
using Operator.Hosting;
using Xunit;

namespace Operator.ApiTests.Scope;

/// <summary>The whole operator, endpoints included, under the token of a service account, as in a pod.</summary>
internal sealed class RestrictedOperator : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpClient _http = new();
    private readonly Task<int> _running;

    /// <param name="kubeconfig">Says where the server is and whom to trust; its own credentials are left out.</param>
    /// <param name="own">The namespace of the account.</param>
    public RestrictedOperator(string kubeconfig, string token, string own, OperatorOptions options)
    {
        var configuration = ApiConnection.Load(kubeconfig);
        configuration.ClientCertificateData = configuration.ClientCertificateFilePath = null;
        configuration.ClientCertificateKeyData = configuration.ClientKeyFilePath = null;
        configuration.TokenProvider = null;
        configuration.AccessToken = token;
        configuration.Namespace = own;
        _running = OperatorHost.RunAsync(
            options with { HealthProbeBindAddress = new IPEndPoint(IPAddress.Loopback, 0), MetricsBindAddress = null },
            services => services
                .AddSingleton(configuration)
                .AddLogging(logging => logging.ClearProviders().AddProvider(Log))
                .AddHostedService(provider => new Arrival(provider, _address)),
            _stop.Token);
    }

    public LineLog Log { get; } = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Asks /readyz until the answer is the wanted one.</summary>
    public Task<Answer> UntilReadinessAsync(Func<Answer, bool> wanted) => Space.Until(ReadinessAsync, wanted);

    /// <summary>Waits until a line of the log holds all of this.</summary>
    public Task<Answer> UntilToldAsync(params string[] parts) => Space.Until(
        () => Task.FromResult(new Answer(0, "", [], Log.All)),
        log => log.Text.Split('\n').Any(line => parts.All(part => line.Contains(part, StringComparison.Ordinal))));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _http.Dispose();
        _stop.Dispose();
        Log.Dispose();
    }

    private async Task<Answer> ReadinessAsync()
    {
        using var response = await _http.GetAsync(new Uri(await _address.Task.WaitAsync(Cancelled), "readyz?verbose"), Cancelled);
        return await Answer.ReadAsync(response, Cancelled);
    }

    /// <summary>Hands out the address once the host listens.</summary>
    private sealed class Arrival(IServiceProvider services, TaskCompletionSource<Uri> address) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(() =>
                address.SetResult(new Uri(services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single())));
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
