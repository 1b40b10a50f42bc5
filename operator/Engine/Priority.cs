namespace Operator.Engine;

/// <summary>Which of the keys that wait is worked on first.</summary>
internal enum Priority
{
    /// <summary>Nobody waits for it: the first list, and what comes back because its time has come.</summary>
    Low,

    /// <summary>Something happened to it.</summary>
    Normal,
}
