namespace Operator.DbtCloud;

/// <summary>What dbt Cloud answered to a question: the thing, that there is no such thing, or why it cannot be told.</summary>
internal abstract record DbtCloudAnswer<T>
{
    private DbtCloudAnswer()
    {
    }

    internal sealed record Found(T Value) : DbtCloudAnswer<T>;

    /// <summary>It does not exist, or the token may not know that it does.</summary>
    internal sealed record Missing : DbtCloudAnswer<T>;

    internal sealed record Failed(DbtCloudFailure Why) : DbtCloudAnswer<T>;
}
