using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Tests.Outbound;
using Xunit;

namespace Operator.Tests.OpenMetadata;

/// <summary>What is asked about a database service, its tables and its pipelines.</summary>
public sealed class DatabaseServiceQuestionTests
{
    private static readonly OpenMetadataServer Server = OpenMetadataServer.At("https://openmetadata.example", Trust.System)!;
    private static readonly AccessToken Bot = AccessToken.From("eyJ.canary.jwt")!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_is_read_by_its_quoted_name_and_with_its_type_and_id()
    {
        var outside = new FakeConnections(_ => Reply.Json("""{"id":"1","name":"prod.duck","serviceType":"Snowflake","connection":{"config":{"password":"*****"}},"deleted":false}"""));

        var service = Found(await Client(outside).DatabaseServiceAsync(Server, Bot, "prod.duck", Cancelled));

        Assert.Equal(new DatabaseService("prod.duck", "Snowflake", "1"), service);
        Assert.Equal(("/api/v1/services/databaseServices/name/%22prod.duck%22", "Bearer eyJ.canary.jwt"), (outside.Asked[0].Url.PathAndQuery, outside.Asked[0].Authorization));
    }

    [Fact]
    public async Task A_service_that_does_not_exist_is_Missing() => Assert.IsType<OpenMetadataAnswer<DatabaseService>.Missing>(
        await Client(new(_ => Reply.Json("""{"code":404,"message":"databaseService instance for x not found"}""", 404))).DatabaseServiceAsync(Server, Bot, "x", Cancelled));

    [Theory]
    [InlineData("""{"data":[{"name":"orders","columns":[{"name":"id"}]}],"paging":{"total":9,"after":"x"}}""", 1)]
    [InlineData("""{"data":[],"paging":{"total":0}}""", 0)]
    public async Task One_table_is_enough_to_know_that_there_are_some(string body, int count)
    {
        var outside = new FakeConnections(_ => Reply.Json(body));

        var tables = Found(await Client(outside).AnyTableAsync(Server, Bot, "production-snowflake", Cancelled));

        Assert.Equal(count, tables.Items.Count);
        Assert.Equal("/api/v1/tables?database=production-snowflake&limit=1", outside.Asked[0].Url.PathAndQuery);
    }

    [Fact]
    public async Task Pipelines_are_followed_from_page_to_page()
    {
        var outside = new FakeConnections(request => Reply.Json(request.RequestUri!.Query.Contains("after=a%2Bb", StringComparison.Ordinal)
            ? """{"data":[{"fullyQualifiedName":"p.three","enabled":true,"description":"made by metadata-ingestion.io"}],"paging":{"total":3,"before":"x"}}"""
            : """{"data":[{"fullyQualifiedName":"p.one","enabled":false},{"fullyQualifiedName":"p.two"},{},null],"paging":{"total":3,"after":"a+b"}}"""));

        var pipelines = Found(await Client(outside).DbtPipelinesAsync(Server, Bot, "p", Cancelled));

        Assert.Equal([new("p.one", false), new("p.two", true), new DbtPipeline("p.three", true, "made by metadata-ingestion.io")], pipelines.Items);
        Assert.Equal("/api/v1/services/ingestionPipelines?service=p&pipelineType=dbt&limit=100", outside.Asked[0].Url.PathAndQuery);
    }

    [Fact]
    public async Task A_list_without_an_end_is_left_after_five_pages()
    {
        var outside = new FakeConnections(_ => Reply.Json("""{"data":[{"name":"a"}],"paging":{"after":"again"}}"""));

        var services = Found(await Client(outside).DatabaseServicesAsync(Server, Bot, Cancelled));

        Assert.Equal((5, 5), (services.Items.Count, outside.Asked.Count));
    }

    [Fact]
    public async Task Trouble_on_a_later_page_is_trouble()
    {
        var outside = new FakeConnections(request => request.RequestUri!.Query.Contains("after", StringComparison.Ordinal) ? Reply.Status(403) : Reply.Json("""{"data":[],"paging":{"after":"b"}}"""));

        var answer = await Client(outside).DatabaseServicesAsync(Server, Bot, Cancelled);

        Assert.IsType<OpenMetadataFailure.Refused>(Assert.IsType<OpenMetadataAnswer<FirstOf<DatabaseService>>.Failed>(answer).Why);
    }

    private static OpenMetadataClient Client(FakeConnections outside) => new(outside.Calls(new EagerClock(TimeSpan.FromSeconds(10))));

    private static T Found<T>(OpenMetadataAnswer<T> answer) => Assert.IsType<OpenMetadataAnswer<T>.Found>(answer).Value;
}
