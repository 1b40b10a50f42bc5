using System.Text.Json;
using Operator.Outbound;
using Operator.Resource;

namespace Operator.Cluster.Api;

/// <summary>Turns a refusal into a value: metav1.Status where there is one, else the bare HTTP status.</summary>
internal static class FailureReader
{
    /// <summary>Longer sentences of an API server are cut: they end up in conditions.</summary>
    private const int LongestMessage = 1000;

    /// <summary>Of a refusal as a whole.</summary>
    private const int MostBytes = 256 * 1024;

    public static async Task<ApiFailure> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using (response)
        {
            var status = await StatusOf(response, cancellationToken);
            var code = (int)response.StatusCode;
            return new ApiFailure(
                code,
                status?.Reason ?? response.StatusCode.ToString(),
                StatusText.Cut(status?.Message ?? $"The API server answered HTTP {code} and gave no reason.", LongestMessage)!,
                RetryAfterOf(response, status));
        }
    }

    private static async Task<StatusBody?> StatusOf(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType != ApiRequest.Json)
        {
            return null;
        }

        try
        {
            await using var body = new BoundedBody(await response.Content.ReadAsStreamAsync(cancellationToken), MostBytes);
            return await JsonSerializer.DeserializeAsync(body, ClusterJson.Default.StatusBody, cancellationToken);
        }
        catch (Exception exception) when (exception is JsonException or BodyTooLargeException)
        {
            return null;
        }
    }

    private static TimeSpan? RetryAfterOf(HttpResponseMessage response, StatusBody? status) =>
        response.Headers.RetryAfter?.Delta
        ?? (status?.Details?.RetryAfterSeconds is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : null);
}
