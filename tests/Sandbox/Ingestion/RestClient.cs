using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Sandbox.Ingestion;

/// <summary>Calls one server with one token; follows redirects, but takes the token to no other host.</summary>
internal sealed class RestClient(HttpClient http, string root, string token) : IDisposable
{
    private const int MostRedirects = 5;

    public string Root => root;

    public void Dispose() => http.Dispose();

    public Task<Answer> GetAsync(string path, CancellationToken cancellationToken) => CallAsync("GET", path, null, cancellationToken);

    public async Task<Answer> CallAsync(string method, string path, JsonNode? body, CancellationToken cancellationToken)
    {
        var address = new Uri(root + path, new UriCreationOptions());
        var host = address.Authority;
        for (var hop = 0; ; hop++)
        {
            try
            {
                using var response = await http.SendAsync(Request(method, address, body, address.Authority == host), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                if (response is { StatusCode: System.Net.HttpStatusCode.Found, Headers.Location: { } location } && hop < MostRedirects)
                {
                    address = new Uri(address, location);
                    continue;
                }

                return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken), null);
            }
            catch (HttpRequestException trouble)
            {
                return Broken(method, address, trouble);
            }
            catch (IOException trouble)
            {
                return Broken(method, address, trouble);
            }
        }
    }

    private static Answer Broken(string method, Uri address, Exception trouble) => new(
        0, "", $"Transport failure on {method} {address}: {trouble.Message}",
        trouble is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError });

    private HttpRequestMessage Request(string method, Uri address, JsonNode? body, bool withToken)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (withToken)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, method == "PATCH" ? "application/json-patch+json" : "application/json");
        }

        return request;
    }
}
