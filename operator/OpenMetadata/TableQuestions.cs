using System.Diagnostics;
using System.Text.Json.Serialization.Metadata;
using Operator.OpenMetadata.Wire;
using Operator.Outbound;

namespace Operator.OpenMetadata;

/// <summary>Asks what OpenMetadata shows of a table: whether it is there, its descriptions, its lineage, results of its tests.</summary>
internal sealed class TableQuestions(IOutboundCalls outbound)
{
    private const int MostHits = 10;
    private const int MostTestCases = 50;

    /// <summary>
    /// The full names of tables, found as the ingestion finds them: in the search index, whatever the case of the letters.
    /// </summary>
    /// <param name="service">Null for every service.</param>
    public Task<OpenMetadataAnswer<FoundTables>> FindAsync(OpenMetadataServer server, AccessToken bot, string? service, TablePlace place, CancellationToken cancellationToken) =>
        AskAsync(
            server, bot,
            $"search/fieldQuery?fieldName=fullyQualifiedName&fieldValue={Uri.EscapeDataString(place.FullNameIn(service))}&from=0&size={MostHits}&index=table_search_index&deleted=false",
            TablesJson.Default.TableHitsWire, TableTranslation.FoundIn, cancellationToken);

    /// <summary>A table by its full name; Missing where it was deleted meanwhile.</summary>
    public Task<OpenMetadataAnswer<ShownTable>> TableAsync(OpenMetadataServer server, AccessToken bot, string fullName, CancellationToken cancellationToken) =>
        AskAsync(server, bot, $"tables/name/{Uri.EscapeDataString(fullName)}?fields=columns", TablesJson.Default.DescribedWire, TableTranslation.ShownOf, cancellationToken);

    /// <summary>What leads to a table and away from it, one step each.</summary>
    public Task<OpenMetadataAnswer<ShownLineage>> LineageAsync(OpenMetadataServer server, AccessToken bot, string fullName, CancellationToken cancellationToken) =>
        AskAsync(
            server, bot, $"lineage/table/name/{Uri.EscapeDataString(fullName)}?upstreamDepth=1&downstreamDepth=1", TablesJson.Default.LineageWire, TableTranslation.LineageOf, cancellationToken);

    /// <summary>The test cases of a table and of its columns; of very many only the first.</summary>
    public Task<OpenMetadataAnswer<ShownTests>> TestsAsync(OpenMetadataServer server, AccessToken bot, string fullName, CancellationToken cancellationToken) =>
        AskAsync(
            server, bot,
            $"dataQuality/testCases?entityLink={Uri.EscapeDataString($"<#E::table::{fullName}>")}&includeAllTests=true&fields=testCaseResult&limit={MostTestCases}",
            TablesJson.Default.TestCasesWire, TableTranslation.TestsOf, cancellationToken);

    private async Task<OpenMetadataAnswer<T>> AskAsync<TWire, T>(
        OpenMetadataServer server, AccessToken bot, string path, JsonTypeInfo<TWire> type, Func<TWire, T?> translate, CancellationToken cancellationToken)
        where TWire : class
        where T : class
    {
        var call = server.Call($"v1/{path}", bot) with { Payload = Payload.LargeAnswer }; // Tables come with all of their columns.
        return await outbound.AskAsync(call, (response, aborted) => OpenMetadataReply.ReadAsync(response, type, translate, aborted), cancellationToken) switch
        {
            OutboundAnswer<OpenMetadataAnswer<T>>.Received { Value: var answer } => answer,
            OutboundAnswer<OpenMetadataAnswer<T>>.Failed { Why: var why } => new OpenMetadataAnswer<T>.Failed(OpenMetadataFailure.From(why)),
            _ => throw new UnreachableException(),
        };
    }
}

/// <summary>Where dbt says that a table is.</summary>
internal sealed record TablePlace(string? Database, string? Schema, string Table)
{
    private const string Any = "*";

    /// <summary>What dbt or the ingestion does not name may be anything.</summary>
    public string FullNameIn(string? service) => string.Join('.', new[] { service, Database, Schema, Table }.Select(part => part is { Length: > 0 } ? OpenMetadata.FullName.Part(part) : Any));
}

/// <summary>Tables of the search index; none where it knows none of the name.</summary>
internal sealed record FoundTables(IReadOnlyList<string> FullNames);

/// <summary>What a table shows of itself.</summary>
internal sealed record ShownTable(bool IsDescribed);

/// <summary>How many edges lead to a table and away from it.</summary>
internal sealed record ShownLineage(int Edges);

/// <summary>How many test cases were read, and how many of them have a result.</summary>
internal sealed record ShownTests(int Cases, int WithResult);
