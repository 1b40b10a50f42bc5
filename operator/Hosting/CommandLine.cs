using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using System.Text.RegularExpressions;
using Operator.Outbound;
using Operator.Plan;
using Operator.Resource;

namespace Operator.Hosting;

/// <summary>The command line: every option with its meaning, unit and default, and errors that name the option and the fix.</summary>
internal sealed partial class CommandLine
{
    private readonly Option<string?> kubeconfig = new("--kubeconfig") { Description = "Kubeconfig file. Default: the pod's service account.", HelpName = "FILE" };
    private readonly Option<string?> watchNamespace = new("--namespace") { Description = "Watch this namespace only. Default: all namespaces.", HelpName = "NAME" };
    private readonly Option<bool> leaderElect = new("--leader-elect") { Description = "Let replicas agree by a Lease on which of them writes. false only where there can never be a second one.", HelpName = "true|false", DefaultValueFactory = _ => true };
    private readonly Option<string?> leaseName = Named("--lease-name", "Name of that Lease. Default: the operator's name, with a hash of what is served unless that is everything.");
    private readonly Option<string?> leaseNamespace = Named("--lease-namespace", "Namespace of that Lease. Default: the pod's own, or that of the kubeconfig's context.");
    private readonly Option<int> concurrency = Number("--concurrency", 10, 1, 100, "How many resources are reconciled at the same time.");
    private readonly Option<int> reconcileTimeout = Number("--reconcile-timeout", 120, 1, 3600, "Seconds after which one reconcile is given up and tried again later.");
    private readonly Option<int> shutdownTimeout = Number("--shutdown-timeout", 25, 1, 3600, "Seconds that running reconciles get to finish after SIGTERM; keep it below the pod's grace period.");
    private readonly Option<IPEndPoint> listen = new("--listen") { Description = "Address and port of /healthz, /readyz and /metrics.", HelpName = "IP:PORT", DefaultValueFactory = _ => new IPEndPoint(IPAddress.Any, 8080), CustomParser = ParseEndPoint };
    private readonly Option<LogFormat> logFormat = new("--log-format") { Description = "Json for collectors, Text for people.", HelpName = "Json|Text", DefaultValueFactory = _ => LogFormat.Json };
    private readonly Option<LogLevel> logLevel = new("--log-level") { Description = "Trace, Debug, Information, Warning or Error.", HelpName = "LEVEL", DefaultValueFactory = _ => LogLevel.Information };
    private readonly Option<bool> allowInsecure = new("--allow-insecure-endpoints") { Description = "Permit plain http to dbt Cloud and to public OpenMetadata servers. For tests only: tokens travel readable." };
    private readonly Option<string[]> allowedHosts = new("--allowed-host") { Description = "Host that resources may name, exact or *.example.com; may be given again. Default: every host.", HelpName = "HOST", DefaultValueFactory = _ => [] };
    private readonly Option<IPNetwork[]> allowedCidrs = new("--allowed-cidr") { Description = "Network that may be called although its addresses are loopback, link-local or private; may be given again.", HelpName = "CIDR", DefaultValueFactory = _ => [], CustomParser = ParseNetworks };
    private readonly Option<int> requestsPerMinute = Number("--dbt-requests-per-minute", 60, 1, 5000, "Calls a minute to dbt Cloud with one token. The ingestion spends its own beside these.");
    private readonly Option<string> repository = new("--ingestion-repository") { Description = "Ingestion image without tag; the tag is OpenMetadata's version.", HelpName = "IMAGE", DefaultValueFactory = _ => new PlanOptions().IngestionRepository };
    private readonly Option<string?> tag = new("--ingestion-tag") { Description = "Fixed tag of the ingestion image, for clusters that mirror images. Default: OpenMetadata's version.", HelpName = "TAG" };
    private readonly Option<Uri?> httpsProxy = Proxy("--https-proxy", "https");
    private readonly Option<Uri?> httpProxy = Proxy("--http-proxy", "http");
    private readonly Option<string?> noProxy = new("--no-proxy") { Description = "Hosts, domains (.example.com) or networks that are called without the proxy, with commas between.", HelpName = "LIST" };

    /// <summary>The root command; <paramref name="run"/> gets the validated options.</summary>
    public RootCommand Build(Func<OperatorOptions, CancellationToken, Task<int>> run)
    {
        var root = new RootCommand(
            "Turns DbtCloudIngestion resources into CronJobs that bring dbt Cloud's metadata into OpenMetadata. "
            + "Exit codes: 0 stopped as told, 1 an error of its own, 2 wrong command line or kubeconfig, 3 leadership lost (restart it: it follows then).");
        foreach (var option in Options())
        {
            root.Options.Add(option);
        }

        root.SetAction((parsed, cancellationToken) => run(Read(parsed), cancellationToken));
        return root;
    }

    /// <summary>The exit code of a wrong command line.</summary>
    public const int WrongUsage = 2;

    /// <summary>Says what is wrong, one line an error, and where to look.</summary>
    public static int Complain(IReadOnlyList<ParseError> errors, TextWriter output)
    {
        foreach (var error in errors)
        {
            output.WriteLine(error.Message);
        }

        output.WriteLine("Run with --help to see every option.");
        return WrongUsage;
    }

    private IEnumerable<Option> Options() =>
    [
        kubeconfig, watchNamespace, leaderElect, leaseName, leaseNamespace, concurrency, reconcileTimeout, shutdownTimeout, listen, logFormat, logLevel,
        allowInsecure, allowedHosts, allowedCidrs, requestsPerMinute, repository, tag, httpsProxy, httpProxy, noProxy,
    ];

    private OperatorOptions Read(ParseResult parsed) => new()
    {
        Kubeconfig = parsed.GetValue(kubeconfig),
        Namespace = parsed.GetValue(watchNamespace),
        LeaderElect = parsed.GetValue(leaderElect),
        LeaseName = parsed.GetValue(leaseName),
        LeaseNamespace = parsed.GetValue(leaseNamespace),
        Concurrency = parsed.GetValue(concurrency),
        ReconcileTimeout = TimeSpan.FromSeconds(parsed.GetValue(reconcileTimeout)),
        ShutdownTimeout = TimeSpan.FromSeconds(parsed.GetValue(shutdownTimeout)),
        Listen = parsed.GetValue(listen)!,
        LogFormat = parsed.GetValue(logFormat),
        LogLevel = parsed.GetValue(logLevel),
        Outbound = new OutboundOptions
        {
            AllowInsecureEndpoints = parsed.GetValue(allowInsecure),
            AllowedHosts = parsed.GetValue(allowedHosts)!,
            AllowedCidrs = parsed.GetValue(allowedCidrs)!,
            RequestsPerMinute = parsed.GetValue(requestsPerMinute),
            Proxy = ProxyOf(parsed),
        },
        Plan = new PlanOptions
        {
            IngestionRepository = parsed.GetValue(repository)!,
            IngestionTag = parsed.GetValue(tag),
            HttpsProxy = parsed.GetValue(httpsProxy)?.OriginalString,
            HttpProxy = parsed.GetValue(httpProxy)?.OriginalString,
            NoProxy = parsed.GetValue(noProxy),
        },
    };

    private ProxyOptions? ProxyOf(ParseResult parsed)
    {
        var (https, http) = (parsed.GetValue(httpsProxy), parsed.GetValue(httpProxy));
        var bypass = parsed.GetValue(noProxy)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        return https is null && http is null ? null : new ProxyOptions(https, http, bypass);
    }

    private static Option<int> Number(string name, int initial, int smallest, int largest, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => initial,
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens.Single().Value, out var number) && number >= smallest && number <= largest)
            {
                return number;
            }

            result.AddError($"{name} takes a whole number from {smallest} to {largest}, not \"{result.Tokens.Single().Value}\".");
            return initial;
        },
    };

    private static Option<string?> Named(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "NAME",
        CustomParser = result =>
        {
            if (result.Tokens.Single().Value is { Length: <= 253 } text && ObjectName().IsMatch(text))
            {
                return text;
            }

            result.AddError($"{name} takes a name of lower-case letters, digits, - and ., not \"{result.Tokens.Single().Value}\".");
            return null;
        },
    };

    private static Option<Uri?> Proxy(string name, string scheme) => new(name)
    {
        Description = $"Proxy for {scheme} calls of the operator and of the ingestion's pods.",
        HelpName = "URL",
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens.Single().Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0)
            {
                return url;
            }

            result.AddError($"{name} takes a URL such as http://proxy.example.com:3128 without user or password.");
            return null;
        },
    };

    private static IPEndPoint? ParseEndPoint(ArgumentResult result)
    {
        if (IPEndPoint.TryParse(result.Tokens.Single().Value, out var endPoint) && result.Tokens.Single().Value.Contains(':', StringComparison.Ordinal))
        {
            return endPoint;
        }

        result.AddError($"--listen takes an address and a port such as 0.0.0.0:8080, not \"{result.Tokens.Single().Value}\".");
        return null;
    }

    private static IPNetwork[] ParseNetworks(ArgumentResult result)
    {
        var networks = new List<IPNetwork>();
        foreach (var token in result.Tokens)
        {
            if (IPNetwork.TryParse(token.Value, out var network))
            {
                networks.Add(network);
            }
            else
            {
                result.AddError($"--allowed-cidr takes a network such as 10.0.0.0/8, not \"{token.Value}\".");
            }
        }

        return [.. networks];
    }

    [GeneratedRegex(Patterns.DnsSubdomain, RegexOptions.CultureInvariant)]
    private static partial Regex ObjectName();
}
