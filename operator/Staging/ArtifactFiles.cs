using System.Globalization;
using Operator.DbtCloud;

namespace Operator.Staging;

/// <summary>Brings single files of runs into the folder, whole or not at all.</summary>
internal sealed partial class ArtifactFiles(RunSource source, StagingFolder folder, ILogger logger)
{
    /// <summary>Leaves the file beside its place, for whoever has to do something to it; false where the run does not have it.</summary>
    /// <param name="part">The name under which it lies there.</param>
    /// <param name="listener">Made anew for each try, since a try may end half-way.</param>
    public async Task<Outcome<T?>> BringPartAsync<T>(string runId, Artifact artifact, int? step, string part, Func<T> listener, CancellationToken cancellationToken)
        where T : class, IJsonListener
    {
        var answer = await source.FileAsync(runId, artifact.File, step, (body, aborted) => CopyAsync(body, part, listener(), aborted), cancellationToken);
        switch (answer)
        {
            case DbtCloudAnswer<T>.Found { Value: var heard }:
                return new Outcome<T?>.Got(heard);
            case DbtCloudAnswer<T>.Failed { Why: var why }:
                folder.Drop(part);
                return new Outcome<T?>.Ended(Trouble.Of(why, source.Account, artifact.File));
            default:
                return new Outcome<T?>.Got(null);
        }
    }

    /// <summary>Puts the file of the run's last step into its place; null where the run has none.</summary>
    public async Task<Outcome<T?>> BringAsync<T>(string runId, Artifact artifact, Func<T> listener, CancellationToken cancellationToken)
        where T : class, IJsonListener
    {
        var brought = await BringPartAsync(runId, artifact, step: null, artifact.File, listener, cancellationToken);
        if (brought is Outcome<T?>.Got { Value: not null })
        {
            folder.Finish(artifact.File);
            var size = folder.SizeOf(artifact.File);
            Log.Brought(logger, artifact.File, runId, size);
        }

        return brought;
    }

    public void WarnOfUnknownSchema(Artifact artifact, ArtifactHead head)
    {
        if (!artifact.Knows(head.SchemaUrl))
        {
            var schema = head.SchemaUrl is { } url && !source.Repeats(url) ? Printable(url) : "none that can be told";
            Log.UnknownSchema(logger, artifact.File, schema);
        }
    }

    private async ValueTask<DbtCloudAnswer<T>> CopyAsync<T>(Stream body, string part, T listener, CancellationToken cancellationToken)
        where T : class, IJsonListener
    {
        await using var file = Begin(part);
        return await new JsonFlow(listener).PassAsync(body, (piece, aborted) => WriteAsync(file, piece, aborted), cancellationToken)
            ? new DbtCloudAnswer<T>.Found(listener)
            : new DbtCloudAnswer<T>.Failed(new DbtCloudFailure.Unexpected(UnexpectedAnswer.BrokenJson));
    }

    private FileStream Begin(string part)
    {
        try
        {
            return folder.Begin(part);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FolderException(exception);
        }
    }

    private static async ValueTask WriteAsync(FileStream file, ReadOnlyMemory<byte> piece, CancellationToken cancellationToken)
    {
        try
        {
            await file.WriteAsync(piece, cancellationToken);
        }
        catch (IOException exception)
        {
            throw new FolderException(exception);
        }
    }

    private static string Printable(string text) => string.Concat(text.Where(letter => char.GetUnicodeCategory(letter) is not UnicodeCategory.Control).Take(100));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{File} of run {RunId}: {Bytes} bytes")]
        public static partial void Brought(ILogger logger, string file, string runId, long bytes);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{File} has a schema that OpenMetadata's ingestion may not know: {Schema}")]
        public static partial void UnknownSchema(ILogger logger, string file, string schema);
    }
}
