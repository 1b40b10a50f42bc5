namespace Operator.Hosting;

internal static class OperatorHost
{
    public static Task<int> RunAsync(OperatorOptions options, CancellationToken cancellationToken) => Task.FromResult(options.Concurrency + cancellationToken.GetHashCode());
}
