using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Operator.Outbound;

/// <summary>Which failures are worth another try, how far apart the tries are, and when a far side is left alone.</summary>
internal sealed class Resilience(TimeProvider time, Func<double> randomness, int repetitions)
{
    private const int MostBreakers = 4096;

    private readonly IdleCache<CallPartition, ResiliencePipeline> _breakers = new(TimeSpan.FromMinutes(10), time, MostBreakers);

    public ResiliencePipeline Retry { get; } = repetitions == 0 ? ResiliencePipeline.Empty : new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = repetitions,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(500),
            UseJitter = true,
            Randomizer = randomness,
            ShouldHandle = arguments => ValueTask.FromResult(MayPass(arguments.Outcome.Result)),
        })
        .Build();

    public ResiliencePipeline BreakerOf(CallPartition partition) =>
        _breakers.GetOrAdd(partition, () => new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.9,
                MinimumThroughput = 10,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(30),
                ShouldHandle = arguments => ValueTask.FromResult(MayPass(arguments.Outcome.Result)),
            })
            .Build());

    private static bool MayPass(object? answer) =>
        answer is IOutboundAnswer { Failure: OutboundFailure.Unreachable { Kind: not UnreachableKind.CircuitOpen } };
}
