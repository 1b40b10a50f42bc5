namespace Campaign.Wires;

/// <summary>A write as the server saw and answered it.</summary>
internal sealed record Written(DateTimeOffset At, Call Call, string Body, int Status, string Answer)
{
    /// <summary>The answer has reached who asked.</summary>
    public bool IsHeard { get; init; } = true;

    public bool IsDone => Status is >= 200 and < 300;

    public override string ToString() => $"{At:HH:mm:ss} {Status} {Call}";
}
