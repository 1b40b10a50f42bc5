using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Operator.ApiTests.Stories;

/// <summary>
/// A far side that says back whatever token it is given, each address of loopback in a manner of its own, byte by byte: so it can
/// also say what no server should.
/// </summary>
internal sealed class EchoServer : IAsyncDisposable
{
    private readonly TcpListener plain = new(IPAddress.Any, 0);
    private readonly TcpListener secure = new(IPAddress.Any, 0);
    private readonly X509Certificate2 certificate = SelfSigned();
    private readonly CancellationTokenSource stop = new();
    private readonly IReadOnlyList<Func<string, string?>> manners;
    private readonly Task serving;

    /// <param name="manners">What is answered to a token; null is silence, an empty text a broken connection.</param>
    public EchoServer(params IReadOnlyList<Func<string, string?>> manners)
    {
        this.manners = manners;
        plain.Start();
        secure.Start();
        serving = Task.WhenAll(ServeAsync(plain, isSecure: false), ServeAsync(secure, isSecure: true));
    }

    public string At(int manner) => $"http://127.0.0.{manner + 2}:{PortOf(plain)}";

    /// <summary>The same with a certificate that nobody trusts.</summary>
    public string SecurelyAt(int manner) => $"https://127.0.0.{manner + 2}:{PortOf(secure)}";

    /// <summary>An answer in good form.</summary>
    public static string Http(string status, string body, string headers = "Content-Type: application/json") =>
        $"HTTP/1.1 {status}\r\n{headers}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        plain.Dispose();
        secure.Dispose();
        await serving.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        certificate.Dispose();
        stop.Dispose();
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private async Task ServeAsync(TcpListener listener, bool isSecure)
    {
        var visits = new List<Task>();
        while (!stop.IsCancellationRequested)
        {
            var client = await listener.AcceptTcpClientAsync(stop.Token);
            visits.Add(VisitAsync(client, isSecure));
        }

        await Task.WhenAll(visits);
    }

    private async Task VisitAsync(TcpClient client, bool isSecure)
    {
        using var connection = client;
        var manner = ((IPEndPoint)client.Client.LocalEndPoint!).Address.GetAddressBytes()[3] - 2;
        try
        {
            await using var stream = isSecure ? await SecuredAsync(client) : client.GetStream();
            var answer = manners[manner](await TokenAsync(stream));
            if (answer is null)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token);
            }

            client.LingerState = new LingerOption(enable: answer!.Length == 0, seconds: 0);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), stop.Token);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The other side has hung up, or the test is over.
        }
    }

    private async Task<Stream> SecuredAsync(TcpClient client)
    {
        var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop.Token);
        return stream;
    }

    /// <summary>What stands behind the scheme in Authorization, of a proxy in Proxy-Authorization; empty where there is none.</summary>
    private async Task<string> TokenAsync(Stream stream)
    {
        var head = new StringBuilder();
        var buffer = new byte[4096];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer, stop.Token) is > 0 and var read)
        {
            head.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return head.ToString().Split("\r\n").FirstOrDefault(line => line.Contains("Authorization:", StringComparison.OrdinalIgnoreCase))?.Split(' ').Last() ?? "";
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = new CertificateRequest("CN=echo", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
