namespace Bench.Machine;

/// <summary>Who used the machine's processors, in seconds.</summary>
internal sealed record CpuShares(double Operator, double ApiServer, double Outside, double Bench, double Machine)
{
    public double Others => Machine - Operator - ApiServer - Outside - Bench;

    public static async Task<CpuShares> ReadAsync(Stage stage, OperatorProcess? process, CancellationToken cancellationToken)
    {
        // The operator first: it goes on working while the rest is read.
        var own = process?.CpuTime ?? TimeSpan.Zero;
        var machine = ProcessFiles.MachineCpuTime();
        var (outside, bench) = (stage.Outside.CpuTime, Environment.CpuUsage.TotalTime);
        var server = await stage.Cluster.CpuTimeAsync(cancellationToken);
        return new CpuShares(own.TotalSeconds, server.TotalSeconds, outside.TotalSeconds, bench.TotalSeconds, machine.TotalSeconds);
    }

    public CpuShares Since(CpuShares before) =>
        new(Operator - before.Operator, ApiServer - before.ApiServer, Outside - before.Outside, Bench - before.Bench, Machine - before.Machine);
}
