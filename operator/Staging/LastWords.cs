using Operator.Plan;

namespace Operator.Staging;

/// <summary>Leaves the message where Kubernetes picks it up when the container ends.</summary>
internal static partial class LastWords
{
    /// <summary>Written in place, since the file may be one that is mounted alone. A message that cannot be left is no reason to fail: the files are there.</summary>
    public static async Task LeaveAsync(FetchMessage message, string file, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllBytesAsync(file, message.Write(), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.NotLeft(logger, file);
        }
    }

    /// <summary>
    /// Leaves the complaint about a wrong command line in plain words, for whoever describes the pod. The kubelet has made the file before;
    /// where there is none, this is no container.
    /// </summary>
    public static void Complain(string complaint, string file)
    {
        try
        {
            if (File.Exists(file))
            {
                File.WriteAllText(file, complaint);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The log has it all the same.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{File} cannot be written, so the operator will not know which run this was")]
        public static partial void NotLeft(ILogger logger, string file);
    }
}
