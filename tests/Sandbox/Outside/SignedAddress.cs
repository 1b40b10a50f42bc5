namespace Sandbox.Outside;

/// <summary>An address that needs no token, as object storage hands it out; only the path that was asked for is signed.</summary>
internal static class SignedAddress
{
    private const string Parameter = "X-Signature";

    public static string At(Uri origin, HttpRequest request)
    {
        var query = request.QueryString.Add(Parameter, Sign(request.Path.Value!));
        return new Uri(origin, request.Path.ToUriComponent() + query.ToUriComponent()).AbsoluteUri;
    }

    public static bool IsSigned(HttpRequest request) => request.Query[Parameter] == Sign(request.Path.Value!);

    private static string Sign(string path) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(path)));
}
