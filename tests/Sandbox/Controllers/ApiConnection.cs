using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sandbox.Controllers;

/// <summary>
/// The Kubernetes API as the stand-in controllers use it: plain JSON over HTTP, so that they work against the sandbox's
/// server and against a real one alike.
/// </summary>
internal sealed class ApiConnection(HttpClient http)
{
    /// <summary>A server gives back what it was given, however deep.</summary>
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1_000 };

    public async Task<JsonObject?> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(path, cancellationToken);
        return response.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync(response, cancellationToken);
    }

    /// <summary>Null when the object is there already.</summary>
    public async Task<JsonObject?> CreateAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        using var content = Content(body, "application/json");
        using var response = await http.PostAsync(path, content, cancellationToken);
        return response.StatusCode == HttpStatusCode.Conflict ? null : await ReadAsync(response, cancellationToken);
    }

    /// <summary>A JSON merge patch; null when the object is gone or has changed since.</summary>
    public Task<JsonObject?> PatchAsync(string path, JsonObject patch, CancellationToken cancellationToken) =>
        SendPatchAsync(path, patch, "application/merge-patch+json", cancellationToken);

    /// <summary>Server-side apply under the name of whoever installs.</summary>
    public Task<JsonObject?> ApplyAsync(string path, JsonObject body, string fieldManager, CancellationToken cancellationToken) =>
        SendPatchAsync($"{path}?fieldManager={fieldManager}&force=true", body, "application/apply-patch+yaml", cancellationToken);

    public async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await http.DeleteAsync($"{path}?propagationPolicy=Background", cancellationToken);
        if (response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Conflict))
        {
            response.EnsureSuccessStatusCode();
        }
    }

    public async Task<Stream> WatchAsync(string path, CancellationToken cancellationToken)
    {
        var response = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStreamAsync(cancellationToken);
    }

    private async Task<JsonObject?> SendPatchAsync(string path, JsonObject patch, string type, CancellationToken cancellationToken)
    {
        using var content = Content(patch, type);
        using var response = await http.PatchAsync(path, content, cancellationToken);
        return response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict ? null : await ReadAsync(response, cancellationToken);
    }

    private static StringContent Content(JsonObject body, string type) =>
        new(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue(type));

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(text, documentOptions: Deep)!.AsObject()
            : throw new HttpRequestException($"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri}: {text}", null, response.StatusCode);
    }
}
