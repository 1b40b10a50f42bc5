namespace Sandbox.Ingestion;

/// <summary>What comes before any artifact: the versions must fit, the pipeline is told, the database service must exist.</summary>
internal sealed class Beginning(RunContext run, PipelineReport report)
{
    /// <summary>Null when the run can begin; a refused token is no obstacle, since the version needs none.</summary>
    public async Task<string?> ConnectAsync(CancellationToken cancellationToken)
    {
        if (await CheckVersionAsync(cancellationToken) is { } mismatch)
        {
            return mismatch;
        }

        await run.Server.GetAsync("/v1/system/version", cancellationToken);
        await report.EnsureAsync(cancellationToken);
        await report.SayRunningAsync(cancellationToken);
        var name = run.Workflow.Service;
        var service = await run.Server.GetAsync($"/v1/services/databaseServices/name/{Uri.EscapeDataString(name)}", cancellationToken);
        if (service.Status == 404)
        {
            return $"Error getting the service [{name}] from the API. If it exists in OpenMetadata, make sure the ingestion-bot JWT token is valid and that the Workflow is deployed with the latest one. If this error persists, recreate the JWT token and redeploy the Workflow.";
        }

        if (service.Entity is null)
        {
            run.Log.Error("Ingestion", run.Log.Places.Service, $"Unknown error getting service connection for service name [{name}] using the secrets manager provider [SecretsManagerProvider.db]: {service.Message}");
        }

        await report.EnsureAsync(cancellationToken);
        var properties = await run.Server.GetAsync("/v1/metadata/types/name/table?fields=customProperties", cancellationToken);
        if (!properties.IsGood)
        {
            run.Log.Warning("Ingestion", run.Log.Places.Properties, $"Error loading custom properties: {properties.Message}");
        }

        return null;
    }

    private async Task<string?> CheckVersionAsync(CancellationToken cancellationToken)
    {
        if (Connections.Refuse(run.Workflow) is { } settings)
        {
            return settings;
        }

        var answer = await run.Server.GetAsync("/v1/system/version", cancellationToken);
        if (answer.Body?["version"]?.GetValue<string>() is not { } server)
        {
            return Wrapped(answer.Message, "RestTransportError");
        }

        if (run.Workflow.ChecksVersion && !run.Version.Fits(server))
        {
            return Mismatch(server);
        }

        run.Log.Info("OMetaAPI", run.Log.Places.Version, $"OpenMetadata client running with Server version [{server}] and Client version [{run.Version.Text}]");
        return null;
    }

    private string Mismatch(string server)
    {
        var sentence = $"Server version is {server} vs. Client version {run.Version.Text}. Major and minor versions should match.";
        if (run.Family == Family.Two)
        {
            var near = string.Join('.', server.Split('.').Take(2));
            return Wrapped($"{sentence} Either install the matching client with `pip install 'openmetadata-ingestion~={near}.0'` or point `hostPort` at a {run.Version.Text} server.", "VersionMismatchException");
        }

        run.Log.Warning("OMetaAPI", "client_utils:54", $"Wild error initialising the OMeta Client {sentence}");
        return sentence;
    }

    /// <summary>Version 2 says which server it was.</summary>
    private string Wrapped(string sentence, string kind) => run.Family == Family.Two
        ? $"Could not initialize the OpenMetadata client against [{run.Workflow.HostPort}]: {kind}: {sentence}"
        : sentence;
}
