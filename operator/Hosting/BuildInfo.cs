namespace Operator.Hosting;

/// <summary>What this program was built from; the values are written by the build (Operator.csproj).</summary>
internal static partial class BuildInfo
{
    /// <summary>The time is that of the commit, so that the same commit gives the same program whenever it is built.</summary>
    public static string Line => $"{Version}, commit {Commit}, {CommitTime}";
}
