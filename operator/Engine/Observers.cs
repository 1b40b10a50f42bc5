namespace Operator.Engine;

/// <summary>Is told what happens in the queue, for measurements; what can be read off at any time is in <see cref="QueueState"/>.</summary>
internal interface IQueueObserver
{
    /// <summary>A key wants work that did not before.</summary>
    void Added();

    /// <summary>A key wants work later.</summary>
    void Delayed();

    /// <summary>A worker took a key that had waited so long.</summary>
    void Taken(TimeSpan waited);

    /// <summary>A worker is done with a key after so long.</summary>
    void Done(TimeSpan worked);

    /// <summary>No key waits any more, and no worker has one.</summary>
    void Drained();
}

/// <summary>Is told how reconciles end, for measurements.</summary>
internal interface IWorkObserver
{
    void Ended(Ending ending, TimeSpan took);
}

/// <summary>How one reconcile ended.</summary>
internal enum Ending
{
    /// <summary>It wants to come back only when something changes.</summary>
    Settled,

    /// <summary>It wants to come back after a time of its own choice.</summary>
    ComesBack,

    /// <summary>It needs a long-running turn, and comes back as soon as one is free.</summary>
    PutOff,

    /// <summary>It met trouble that it could name, and is tried again.</summary>
    Failed,

    /// <summary>It was ended after its time, and is tried again.</summary>
    TimedOut,

    /// <summary>It threw what nobody expected, and is tried again.</summary>
    Panicked,

    /// <summary>A stop could not wait for it.</summary>
    Aborted,
}

/// <summary>The queue as it is at one moment.</summary>
/// <param name="Urgent">Keys that wait at <see cref="Priority.Normal"/>.</param>
/// <param name="Unhurried">Keys that wait at <see cref="Priority.Low"/>.</param>
/// <param name="StandsStillFor">How long keys have waited without any of them being taken; zero while none waits.</param>
/// <param name="InWork">Keys that workers have.</param>
/// <param name="OldestWork">For how long the slowest of these has been worked on.</param>
/// <param name="WorkUnderWay">The same, of all of these together.</param>
internal readonly record struct QueueState(
    int Urgent, int Unhurried, TimeSpan StandsStillFor, int InWork, TimeSpan OldestWork, TimeSpan WorkUnderWay);
