namespace Sandbox.DbtCloud;

/// <summary>What exists at dbt Cloud: accounts and the tokens that open them. A new state of the world is a new value.</summary>
internal sealed record DbtCloudWorld
{
    public IReadOnlyList<DbtAccount> Accounts { get; init; } = [];

    public IReadOnlyList<DbtToken> Tokens { get; init; } = [];

    /// <summary>Where artifact downloads are sent to; null serves them here.</summary>
    public Uri? ArtifactStorage { get; init; }

    /// <summary>Calls per account and minute; above it every call is refused for <see cref="Cooldown"/>.</summary>
    public int CallsPerMinute { get; init; } = 5_000;

    public TimeSpan Cooldown { get; init; } = TimeSpan.FromMinutes(5);

    public DbtAccount? Account(long id) => Accounts.FirstOrDefault(account => account.Id == id);

    public DbtCloudWorld WithAccount(long id, Func<DbtAccount, DbtAccount> change) =>
        this with { Accounts = [.. Accounts.Select(account => account.Id == id ? change(account) : account)] };

    public DbtCloudWorld WithJob(long id, Func<DbtJob, DbtJob> change) =>
        this with { Accounts = [.. Accounts.Select(account => account with { Jobs = [.. account.Jobs.Select(job => job.Id == id ? change(job) : job)] })] };

    public DbtCloudWorld WithRun(long id, Func<DbtRun, DbtRun> change) =>
        this with { Accounts = [.. Accounts.Select(account => account with { Runs = [.. account.Runs.Select(run => run.Id == id ? change(run) : run)] })] };

    public DbtCloudWorld WithToken(string value, Func<DbtToken, DbtToken> change) =>
        this with { Tokens = [.. Tokens.Select(token => token.Value == value ? change(token) : token)] };

    /// <summary>A further run of the account that owns its job.</summary>
    public DbtCloudWorld WithNewRun(DbtRun run) =>
        this with
        {
            Accounts = [.. Accounts.Select(account => account.Jobs.Any(job => job.Id == run.JobId) ? account with { Runs = [.. account.Runs, run] } : account)],
        };
}
