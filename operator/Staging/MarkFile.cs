using Operator.Plan;

namespace Operator.Staging;

/// <summary>The mark of the last success, as the pod finds it.</summary>
internal static class MarkFile
{
    /// <summary>Null where it cannot be read: ingesting once more does no harm.</summary>
    public static SuccessMark? Read(string file)
    {
        try
        {
            return SuccessMark.Read(File.ReadAllText(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
