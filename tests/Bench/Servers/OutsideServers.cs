using Sandbox.DbtCloud;
using Sandbox.OpenMetadata;
using Sandbox.Outside;

namespace Bench.Servers;

/// <summary>dbt Cloud and OpenMetadata for a number of resources, in a process of their own.</summary>
internal sealed class OutsideServers(int resources, TimeProvider time)
{
    private const int WarmUpTimes = 300;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var dbtCloud = await DbtCloudServer.StartAsync(DbtCloud(), cancellationToken: cancellationToken);
        await using var slow = await DbtCloudServer.StartAsync(DbtCloud(), cancellationToken: cancellationToken);
        slow.Faults.Add(Fault.Slow(WorldShape.SlowAnswer));
        await using var openMetadata = await OpenMetadataServer.StartAsync(OpenMetadata(), cancellationToken: cancellationToken);
        await WarmUpAsync(dbtCloud.Address, openMetadata.Api, cancellationToken);
        await ChildProtocol.ServeAsync(new Dictionary<string, string>
        {
            ["dbtCloud"] = dbtCloud.Address.AbsoluteUri.TrimEnd('/'),
            ["slowDbtCloud"] = slow.Address.AbsoluteUri.TrimEnd('/'),
            ["openMetadata"] = openMetadata.Api.AbsoluteUri.TrimEnd('/'),
        });
        return 0;
    }

    /// <summary>Has the hot paths compiled before anything is measured: the real ones are no burden to the operator's machine.</summary>
    private static async Task WarmUpAsync(Uri dbtCloud, Uri openMetadata, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", WorldShape.Token(0));
        var account = $"{dbtCloud}api/v2/accounts/{WorldShape.AccountId(0)}";
        for (var time = 0; time < WarmUpTimes; time++)
        {
            await http.GetByteArrayAsync($"{account}/jobs/?limit=1", cancellationToken);
            await http.GetByteArrayAsync($"{account}/jobs/{WorldShape.JobId(0)}/", cancellationToken);
            await http.GetByteArrayAsync($"{account}/runs/{WorldShape.RunId(0)}/?include_related=%5B%22run_steps%22%5D", cancellationToken);
            await http.GetByteArrayAsync($"{account}/runs/{WorldShape.RunId(0)}/artifacts/", cancellationToken);
            await http.GetByteArrayAsync($"{account}/runs/{WorldShape.RunId(0)}/artifacts/manifest.json", cancellationToken);
            await http.GetByteArrayAsync($"{account}/runs/?order_by=-finished_at&status__in=%5B10%2C20%5D&job_definition_id={WorldShape.JobId(0)}&limit=5", cancellationToken);
            await http.GetByteArrayAsync($"{openMetadata}/v1/system/version", cancellationToken);
        }
    }

    private DbtCloudWorld DbtCloud() => new()
    {
        CallsPerMinute = int.MaxValue,
        Accounts = Accounts(DemoWorld.BuiltSteps),
        Tokens = [.. Numbers().SelectMany(number => new[] { WorldShape.Token(number), WorldShape.NextToken(number) }.Select(value => new DbtToken(value, WorldShape.AccountId(number))))],
    };

    private static OpenMetadataWorld OpenMetadata() => new()
    {
        Bots = [.. Numbers().Select(number => Bot.Named(WorldShape.BotName(number)))],
        Services = [new DatabaseService(WorldShape.DatabaseService, "Snowflake") { Tables = ShopTables.Of(WorldShape.DatabaseService) }],
    };

    /// <summary>Every run has left the same files of a real project.</summary>
    private IReadOnlyList<DbtAccount> Accounts(IReadOnlyList<DbtStep> steps) => [.. Numbers().Select(number => Account(number, steps))];

    private DbtAccount Account(int number, IReadOnlyList<DbtStep> steps)
    {
        var mine = Enumerable.Range(0, resources).Where(resource => resource % WorldShape.Namespaces == number).ToArray();
        var id = WorldShape.AccountId(number);
        return new DbtAccount(id, $"account {id}")
        {
            Projects = [.. mine.Select(resource => new DbtProject(WorldShape.ProjectId(resource), $"project {resource}"))],
            Environments = [.. mine.Select(resource => new DbtEnvironment(resource + 1, WorldShape.ProjectId(resource), "Production", "production"))],
            Jobs = [.. mine.Select(resource => new DbtJob(WorldShape.JobId(resource), WorldShape.ProjectId(resource), resource + 1, $"job {resource}"))],
            Runs = [.. mine.Select(resource => DemoWorld.Finished(WorldShape.RunId(resource), WorldShape.JobId(resource), time.GetUtcNow().AddHours(-2), steps))],
        };
    }

    private static IEnumerable<int> Numbers() => Enumerable.Range(0, WorldShape.Namespaces);
}
