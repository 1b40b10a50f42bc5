using Operator.DbtCloud;
using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Tests.DbtCloud;
using Operator.Tests.Outbound;

namespace Operator.Tests.Reconcile;

/// <summary>Both sides of an ingestion as they answer over HTTP: a dbt Cloud account without runs, and an OpenMetadata server.</summary>
internal sealed class Outside
{
    private readonly FakeConnections _connections;

    public Outside(TimeProvider time)
    {
        _connections = new FakeConnections(Answer);
        Calls = _connections.Calls(time);
        (DbtCloud, OpenMetadata) = (new DbtCloudClient(Calls), new OpenMetadataClient(Calls));
    }

    public IOutboundCalls Calls { get; }

    public DbtCloudClient DbtCloud { get; }

    public OpenMetadataClient OpenMetadata { get; }

    /// <summary>False: dbt Cloud says that the token is none.</summary>
    public bool TokenIsValid { get; set; } = true;

    /// <summary>What OpenMetadata says that it is; null while somebody else's page stands in its place.</summary>
    public string? Version { get; set; } = "1.13.3";

    /// <summary>The type of the one database service; null while there is none.</summary>
    public string? Service { get; set; } = "Snowflake";

    /// <summary>What it says of the service's dbt pipelines.</summary>
    public string Pipelines { get; set; } = """{"data":[{"fullyQualifiedName":"production-snowflake.on","description":"metadata-ingestion.io"},{"fullyQualifiedName":"production-snowflake.off","enabled":false}],"paging":{"total":2}}""";

    /// <summary>How often the bot asked something.</summary>
    public int BotCalls => _connections.Asked.Count(asked => asked.Url.Host.StartsWith("openmetadata", StringComparison.Ordinal) && asked.Authorization is not null);

    /// <summary>How often dbt Cloud was asked whether host, token and account belong together.</summary>
    public int Proofs => _connections.Asked.Count(asked => asked.Url.PathAndQuery.EndsWith("/jobs/?limit=1", StringComparison.Ordinal));

    private HttpResponseMessage Answer(HttpRequestMessage request) => (request.RequestUri!.AbsolutePath, Version, TokenIsValid) switch
    {
        ("/api/v1/system/version", { } version, _) => Reply.Json($$"""{"version":"{{version}}"}"""),
        ("/api/v1/system/version", null, _) => Reply.Html(),
        (var path, _, _) when path.Contains("/databaseServices/name/", StringComparison.Ordinal) => Reply.Json(Service is { } type ? $$"""{"id":"6b1a8f0e-0000-4000-8000-00000000000a","name":"production-snowflake","serviceType":"{{type}}"}""" : "{}", Service is null ? 404 : 200),
        ("/api/v1/tables", _, _) => Reply.Json("""{"data":[{"name":"orders"}],"paging":{"total":1}}"""),
        (var path, _, _) when path.StartsWith("/api/v1/services/", StringComparison.Ordinal) => Reply.Json(path.EndsWith("/ingestionPipelines", StringComparison.Ordinal) ? Pipelines : """{"data":[],"paging":{"total":0}}"""),
        (_, _, false) => Reply.Json("""{"status":{"code":401,"is_success":false,"user_message":"Invalid token."},"data":null}""", 401),
        _ => Reply.Json(DbtCloudDialogue.Enveloped("[]")),
    };
}
