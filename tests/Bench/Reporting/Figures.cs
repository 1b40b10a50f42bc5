namespace Bench.Reporting;

/// <summary>What was measured at one size; null where it was not, or where it never came. The names are those of bench.json.</summary>
internal sealed record Figures
{
    public required int Resources { get; init; }

    /// <summary>Which API server: "sandbox", or the version of a real one.</summary>
    public string? ApiServer { get; init; }

    public double? ColdStartMs { get; init; }

    /// <summary>From the start of the process to the last Ready=True of the generation that is there.</summary>
    public double? SecondsToReady { get; init; }

    public double? WritesPerResource { get; init; }

    public double? ReadsPerResource { get; init; }

    /// <summary>The operator's user and system time until all were Ready.</summary>
    public double? CpuSeconds { get; init; }

    public double? ApiServerCpuSeconds { get; init; }

    public double? OutsideCpuSeconds { get; init; }

    public double? BenchCpuSeconds { get; init; }

    /// <summary>Everything else on the machine: a real API server's storage and controllers, and whatever disturbed the measurement.</summary>
    public double? OtherCpuSeconds { get; init; }

    public double? RssMib { get; init; }

    public double? RssPeakMib { get; init; }

    /// <summary>More memory for each further resource.</summary>
    public double? RssSlopeKib { get; init; }

    public IReadOnlyDictionary<string, double>? Requests { get; init; }

    public double? IdleSeconds { get; init; }

    public double? IdleWrites { get; init; }

    public double? IdleCpuPercent { get; init; }

    public IReadOnlyDictionary<string, double>? IdleRequests { get; init; }

    public double? StopSeconds { get; init; }

    public double? RestartSeconds { get; init; }

    public double? RestartWrites { get; init; }

    public double? RestartReads { get; init; }

    public double? RestartCpuSeconds { get; init; }

    /// <summary>From the answer to the edit until the CronJob's change is seen.</summary>
    public double? EditMsP50 { get; init; }

    public double? EditMsP99 { get; init; }

    /// <summary>The same from the sending of the edit.</summary>
    public double? EditFromSendMsP50 { get; init; }

    public double? EditFromSendMsP99 { get; init; }

    /// <summary>From the Secret's change until the status of every resource that uses it names the new revision.</summary>
    public double? SecretRotationSeconds { get; init; }

    public int? SecretSharedBy { get; init; }

    /// <summary>From an edit that a silently cut connection hides until the CronJob has followed.</summary>
    public double? WatchLossSeconds { get; init; }

    /// <summary>The same as an edit, while a neighbour's resources wait for a dbt Cloud that answers after 14 seconds.</summary>
    public double? NeighbourEditMsP50 { get; init; }

    public double? NeighbourEditMsP99 { get; init; }

    /// <summary>The same of an edit that dbt Cloud and OpenMetadata are asked about first.</summary>
    public double? NeighbourTestedEditMsP50 { get; init; }

    public double? NeighbourTestedEditMsP99 { get; init; }

    /// <summary>Until all were Ready with the operator's own default of 60 calls a minute and token.</summary>
    public double? DefaultLimitSecondsToReady { get; init; }
}
