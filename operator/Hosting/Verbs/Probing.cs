using System.Text;
using Operator.Cluster.Api;

namespace Operator.Hosting.Verbs;

/// <summary>One answer of <c>probe</c>.</summary>
internal sealed record Probed(string Check, bool IsWell, string Message);

/// <summary>Asks an operator for its readiness, and a cluster for its kind.</summary>
internal sealed class Probing(TimeSpan timeout, TimeProvider time)
{
    /// <summary>More than the operator ever says; somebody else may listen there.</summary>
    private const int LongestAnswer = 4096;

    public async Task<Probed> ReadyAsync(Uri url, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var isWell = (int)response.StatusCode == StatusCodes.Status200OK;
            return Ready(isWell, isWell ? $"{url} answers" : $"{url} answers {(int)response.StatusCode}{await TroubleAsync(response, either.Token)}");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Ready(false, $"{url} does not answer within {timeout.TotalSeconds:0} s");
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or IOException)
        {
            return Ready(false, $"{url} cannot be reached: {unreachable.GetBaseException().Message}");
        }
    }

    /// <param name="cluster">Under the credentials that are tested.</param>
    /// <param name="space">Null: all namespaces.</param>
    public async Task<Probed> ListAsync(ApiClient cluster, string? space, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var kind = $"{ApiResource.Ingestions} {(space is null ? "in all namespaces" : $"in the namespace {space}")}";
        try
        {
            var answer = await cluster.SendAsync(ApiRequest.Get(ApiResource.Ingestions.In(space).With("limit", "1"), ApiRequest.MetadataList), ClusterJson.Default.ObjectStub, either.Token);
            return new Probed("list", answer.Failure is null, answer.Failure is { } failure ? $"{kind}: {Why(failure)}" : $"{kind} can be listed");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new Probed("list", false, $"{kind}: the API server does not answer within {timeout.TotalSeconds:0} s");
        }
    }

    private static Probed Ready(bool isWell, string message) => new("readyz", isWell, message);

    private static string Why(ApiFailure failure) => failure.Code switch
    {
        StatusCodes.Status404NotFound => "the cluster does not have the CustomResourceDefinition; kubectl apply --server-side -f crds/",
        StatusCodes.Status403Forbidden => $"RBAC does not allow to list them. {failure.Message}",
        _ => failure.Message,
    };

    /// <summary>The lines of the checks that failed, in one line.</summary>
    private static async Task<string> TroubleAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestAnswer];
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var length = await body.ReadAtLeastAsync(buffer, LongestAnswer, throwOnEndOfStream: false, cancellationToken);
        var failed = Encoding.UTF8.GetString(buffer, 0, length).Split('\n').Where(line => line.StartsWith("[-]", StringComparison.Ordinal)).ToList();
        var text = string.Join(", ", failed.Select(line => line[3..]));
        return failed.Count == 0 ? "" : $": {string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character))}";
    }
}
