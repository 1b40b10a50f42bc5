namespace Operator.Tests.Engine;

/// <summary>A key that counts how often it is looked at: whoever searches for one among many looks at many.</summary>
internal sealed class CountedKey(string flow, int number) : IEquatable<CountedKey>
{
    public static int Looks { get; private set; }

    public string Flow
    {
        get
        {
            Looks++;
            return flow;
        }
    }

    public bool Equals(CountedKey? other)
    {
        Looks++;
        return ReferenceEquals(this, other);
    }

    public override bool Equals(object? obj) => Equals(obj as CountedKey);

    public override int GetHashCode()
    {
        Looks++;
        return number;
    }
}
