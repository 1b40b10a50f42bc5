using Operator.DbtCloud;

namespace Operator.Staging;

/// <summary>Puts a question again where that can help: after the silence that dbt Cloud asked for, or after an answer that broke off.</summary>
internal sealed partial class PatientCalls(Allowance allowance, Func<double> chance, TimeProvider time, ILogger logger)
{
    private const int MostSilences = 2;
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(15)];
    private static readonly TimeSpan MostJitter = TimeSpan.FromSeconds(30);

    /// <summary>How often dbt Cloud asked for silence.</summary>
    public int Silences { get; private set; }

    /// <param name="isOfStep">It is about a single step, and so does not count.</param>
    public async Task<DbtCloudAnswer<T>> AskAsync<T>(bool isOfStep, Func<Task<DbtCloudAnswer<T>>> ask, CancellationToken cancellationToken)
    {
        DbtCloudAnswer<T> answer = new DbtCloudAnswer<T>.Failed(new DbtCloudFailure.BusyUntil(time.GetUtcNow(), OwnBudget: true));
        for (var tries = 0; await TakeTurnAsync(isOfStep, cancellationToken);)
        {
            answer = await ask();
            TimeSpan? wait = answer is not DbtCloudAnswer<T>.Failed { Why: var why } ? null
                : why is DbtCloudFailure.BusyUntil busy ? AfterSilence(busy)
                : MayPass(why) && tries < Pauses.Length ? Pauses[tries++] * (1 + chance())
                : null;
            if (wait is null || !allowance.Allows(wait.Value))
            {
                return answer;
            }

            Log.TryingAgain(logger, Trouble.WayOf(((DbtCloudAnswer<T>.Failed)answer).Why), (int)wait.Value.TotalSeconds);
            await allowance.WaitAsync(wait.Value, cancellationToken);
        }

        return answer;
    }

    private Task<bool> TakeTurnAsync(bool isOfStep, CancellationToken cancellationToken)
    {
        if (allowance.UntilTurn is var rest && rest > Allowance.Apart)
        {
            Log.Pacing(logger, (int)rest.TotalSeconds, Allowance.MostCallsAMinute);
        }

        return allowance.TakeTurnAsync(isOfStep, cancellationToken);
    }

    private TimeSpan? AfterSilence(DbtCloudFailure.BusyUntil busy) =>
        !busy.OwnBudget && ++Silences <= MostSilences ? busy.Until - time.GetUtcNow() + (MostJitter * chance()) : null;

    private static bool MayPass(DbtCloudFailure why) => why is DbtCloudFailure.Unreachable or DbtCloudFailure.Unexpected { What: UnexpectedAnswer.BrokenJson };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Waiting {Seconds} s, since one fetch makes no more than {Calls} calls a minute")]
        public static partial void Pacing(ILogger logger, int seconds, int calls);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Trouble}; trying again in {Seconds} s")]
        public static partial void TryingAgain(ILogger logger, string trouble, int seconds);
    }
}
