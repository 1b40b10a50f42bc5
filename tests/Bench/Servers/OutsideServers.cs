using Sandbox.DbtCloud;
using Sandbox.OpenMetadata;

namespace Bench.Servers;

/// <summary>dbt Cloud and OpenMetadata for a number of resources, in a process of their own.</summary>
internal sealed class OutsideServers(int resources, TimeProvider time)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var dbtCloud = await DbtCloudServer.StartAsync(DbtCloud(), cancellationToken: cancellationToken);
        await using var openMetadata = await OpenMetadataServer.StartAsync(OpenMetadata(), cancellationToken: cancellationToken);
        await ChildProtocol.ServeAsync(new Dictionary<string, string>
        {
            ["dbtCloud"] = dbtCloud.Address.AbsoluteUri.TrimEnd('/'),
            ["openMetadata"] = openMetadata.Api.AbsoluteUri.TrimEnd('/'),
        });
        return 0;
    }

    private DbtCloudWorld DbtCloud() => new()
    {
        CallsPerMinute = int.MaxValue,
        Accounts = [.. Numbers().Select(Account)],
        Tokens = [.. Numbers().SelectMany(number => new[] { WorldShape.Token(number), WorldShape.NextToken(number) }.Select(value => new DbtToken(value, WorldShape.AccountId(number))))],
    };

    private static OpenMetadataWorld OpenMetadata() => new()
    {
        Bots = [.. Numbers().Select(number => Bot.Named(WorldShape.BotName(number)))],
        Services = [new DatabaseService(WorldShape.DatabaseService, "Snowflake")],
    };

    private DbtAccount Account(int number)
    {
        var mine = Enumerable.Range(0, resources).Where(resource => resource % WorldShape.Namespaces == number).ToArray();
        var id = WorldShape.AccountId(number);
        return new DbtAccount(id, $"account {id}")
        {
            Projects = [.. mine.Select(resource => new DbtProject(WorldShape.ProjectId(resource), $"project {resource}"))],
            Environments = [.. mine.Select(resource => new DbtEnvironment(resource + 1, WorldShape.ProjectId(resource), "Production", "production"))],
            Jobs = [.. mine.Select(resource => new DbtJob(WorldShape.JobId(resource), WorldShape.ProjectId(resource), resource + 1, $"job {resource}"))],
            Runs = [.. mine.Select(resource => DemoWorld.Finished(WorldShape.RunId(resource), WorldShape.JobId(resource), time.GetUtcNow().AddHours(-2), []))],
        };
    }

    private static IEnumerable<int> Numbers() => Enumerable.Range(0, WorldShape.Namespaces);
}
