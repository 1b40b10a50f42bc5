using System.Globalization;
using System.Text;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Storage;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>A pod's log as text, once or as it grows.</summary>
internal sealed class PodLog(Registry registry)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    public Answer Handle(ApiRequest request)
    {
        if (registry.Find(request.Type, request.Key) is not { } pod)
        {
            return ApiStatus.NotFound(request.Type, request.Path.Name);
        }

        var (container, refusal) = LoggedContainer.Choose(pod.Content, pod.Key.Name, request.Parameter("container"));
        if (refusal is not null)
        {
            return ApiStatus.BadRequest(refusal);
        }

        if (Read(request.Key, container) is not { } text)
        {
            return ApiStatus.BadRequest($"container \"{container}\" in pod \"{pod.Key.Name}\" is waiting to start: {LoggedContainer.WaitsFor(pod.Content, container)}");
        }

        return request.Flag("follow")
            ? new Answer.Stream(context => FollowAsync(context, request, container))
            : Answer.Text(200, Start(Tail(text, request.Parameter("tailLines")), request.Parameter("limitBytes")));
    }

    private async Task FollowAsync(HttpContext context, ApiRequest request, string container)
    {
        var (sent, ended) = (0, false);
        context.Response.ContentType = "text/plain; charset=utf-8";
        try
        {
            while (!ended)
            {
                // Asked first, so that what was written before the end is not missed.
                ended = HasEnded(request, container);
                var text = Read(request.Key, container) ?? "";
                await context.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(text[sent..]), context.RequestAborted);
                sent = text.Length;
                await Task.Delay(ended ? TimeSpan.Zero : s_pause, registry.Time, context.RequestAborted);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The reader has seen enough.
        }
    }

    private bool HasEnded(ApiRequest request, string container) =>
        registry.Find(request.Type, request.Key) is not { } pod
        || (string?)pod.Content["status"]?["phase"] is "Succeeded" or "Failed"
        || LoggedContainer.HasEnded(pod.Content, container);

    private string? Read(ObjectKey pod, string container) => registry.PodLogs.Source(pod.Namespace, pod.Name, container);

    /// <summary>The limit is that of the kubelet: it leaves out what comes last.</summary>
    private static string Start(string text, string limitBytes) =>
        int.TryParse(limitBytes, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && Encoding.UTF8.GetByteCount(text) > most
            ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text), 0, most)
            : text;

    private static string Tail(string text, string tailLines)
    {
        if (!int.TryParse(tailLines, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return text;
        }

        var ended = text.EndsWith('\n') ? 1 : 0;
        return string.Join('\n', text.Split('\n').TakeLast(count + ended));
    }
}
