namespace Campaign.Scenarios;

/// <summary>All chance of one scenario, from its seed.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(unchecked((seed * 7919) + 17));

    public int Upto(int below) => _random.Next(below);

    public int Between(int lowest, int highest) => _random.Next(lowest, highest + 1);

    public bool Is(int percent) => _random.Next(100) < percent;

    public T Pick<T>(params IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    public TimeSpan Seconds(int lowest, int highest) => TimeSpan.FromMilliseconds(_random.Next(lowest * 1000, (highest * 1000) + 1));
}
