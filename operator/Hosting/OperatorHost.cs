using k8s.Exceptions;
using Microsoft.Extensions.Logging.Console;
using Operator.Cluster.Api;
using Operator.Hosting.Listening;
using Operator.Hosting.Measuring;

namespace Operator.Hosting;

/// <summary>Builds the process from its options: logging, the endpoints for probes and metrics, the operator itself.</summary>
internal static class OperatorHost
{
    public static Task<int> RunAsync(OperatorOptions options, CancellationToken cancellationToken) => RunAsync(options, _ => { }, cancellationToken);

    /// <summary>Returns the exit code. <paramref name="adjust"/> may replace registrations: a clock, a connection.</summary>
    public static async Task<int> RunAsync(OperatorOptions options, Action<IServiceCollection> adjust, CancellationToken cancellationToken)
    {
        if (ZoneDatabase.Trouble() is { } trouble)
        {
            Console.Error.WriteLine(trouble);
            return ProcessExit.Crashed;
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listeners.Configure(kestrel, options));
        builder.Services.AddRoutingCore();
        AddLogging(builder.Logging, options);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.ShutdownTimeout + TimeSpan.FromSeconds(5));
        builder.Services.AddIngestionOperator(options);
        adjust(builder.Services);

        await using var app = builder.Build();
        if (!CanConnect(app.Services))
        {
            return CommandLine.WrongUsage;
        }

        app.MapEndpoints();
        var service = app.Services.GetRequiredService<OperatorService>();
        await app.RunAsync(cancellationToken);
        return service.ExitCode;
    }

    /// <summary>A kubeconfig that cannot be read is a mistake of whoever started this: a sentence, not a stack trace.</summary>
    private static bool CanConnect(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<ApiConnection>();
            return true;
        }
        catch (KubeConfigException unreadable)
        {
            Console.Error.WriteLine($"--kubeconfig: {unreadable.Message}. Name a file that can be read, or leave the option out in a pod with a service account.");
            return false;
        }
    }

    public static void MapEndpoints(this WebApplication app)
    {
        app.UseRouting();
        app.UseListeners();
        app.MapProbes();
        app.MapMethods("/loglevel", [HttpMethods.Get, HttpMethods.Put], context => context.RequestServices.GetRequiredService<LogLevelEndpoint>().AnswerAsync(context)).WithMetadata(Listener.Probes);
        app.MapGet("/metrics", context => context.RequestServices.GetRequiredService<MetricsPage>().WriteAsync(context)).WithMetadata(Listener.Metrics);
    }

    public static void AddLogging(ILoggingBuilder logging, OperatorOptions options)
    {
        var levels = new LogLevels(options.LogLevel);
        logging.Services.AddSingleton(levels).AddSingleton<LogLevelEndpoint>().AddSingleton<ConsoleFormatter, JsonLines>();
        logging.SetMinimumLevel(LogLevel.Trace).AddFilter((category, level) => levels.Allows(category, level));
        if (options.LogFormat is LogFormat.Json)
        {
            logging.AddConsole(console => console.FormatterName = JsonLines.FormatName);
        }
        else
        {
            logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "HH:mm:ss.fff ";
            });
        }
    }
}
