using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using System.Text.RegularExpressions;
using Operator.Cluster;
using Operator.Cluster.Watching;
using Operator.Hosting.Verbs;
using Operator.Outbound;
using Operator.Plan;
using Operator.Reporting;
using Operator.Staging;

namespace Operator.Hosting;

/// <summary>The command line: every option with its meaning, unit and default, and errors that name the option and the fix.</summary>
internal sealed partial class CommandLine
{
    private readonly Option<string?> kubeconfig = new("--kubeconfig") { Description = "Kubeconfig file. Default: the pod's service account.", HelpName = "FILE" };
    private readonly Option<string[]> namespaces = OptionKinds.Namespaces("--namespace", "Namespace to serve; may be given again, or as a list with commas. Rights in these alone suffice. Default: all namespaces.");
    private readonly Option<string?> labelSelector = OptionKinds.Selector("--watch-label-selector", "Serve only ingestions with these labels, such as shard=one or !shard: so several operators share the work. Default: all.");
    private readonly Option<bool> watchSecrets = new("--watch-secrets") { Description = "Follow Secrets, by their metadata alone, so that a new token is noticed at once. false needs only get on Secrets, and notices within the test interval.", HelpName = "true|false", DefaultValueFactory = _ => true };
    private readonly Option<bool> leaderElect = new("--leader-elect") { Description = "Let replicas agree by a Lease on which of them writes. false only where there can never be a second one.", HelpName = "true|false", DefaultValueFactory = _ => true };
    private readonly Option<string?> leaseName = OptionKinds.Named("--lease-name", "Name of that Lease. Default: the operator's name, with a hash of what is served unless that is everything.");
    private readonly Option<string?> leaseNamespace = OptionKinds.Named("--lease-namespace", "Namespace of that Lease. Default: the pod's own, or that of the kubeconfig's context.");
    private readonly Option<int> concurrency = OptionKinds.Number("--concurrency", 10, 1, 100, "How many resources are reconciled at the same time.");
    private readonly Option<int> reconcileTimeout = OptionKinds.Number("--reconcile-timeout", 120, 1, 3600, "Seconds after which one reconcile is given up and tried again later.");
    private readonly Option<int> shutdownTimeout = OptionKinds.Number("--shutdown-timeout", 25, 1, 3600, "Seconds that running reconciles get to finish after SIGTERM; keep it below the pod's grace period.");
    private readonly Option<BindAddress> probes = OptionKinds.Bind("--health-probe-bind-address", new OperatorOptions().HealthProbeBindAddress, mayBeOff: false, "Address and port of /healthz, /livez, /readyz and, for callers on this machine, /loglevel.");
    private readonly Option<BindAddress> metrics = OptionKinds.Bind("--metrics-bind-address", new OperatorOptions().MetricsBindAddress!, mayBeOff: true, "Address and port of /metrics; 0 serves none. It is another one than that of the probes, so that who floods it does not stop those.");
    private readonly Option<LogFormat> logFormat = new("--log-format") { Description = "Json for collectors, Text for people. Default: Text on a terminal, else Json.", HelpName = "Json|Text", DefaultValueFactory = _ => Console.IsOutputRedirected ? LogFormat.Json : LogFormat.Text };
    private readonly Option<LogLevel> logLevel = new("--log-level") { Description = "Trace, Debug, Information, Warning or Error; PUT /loglevel changes it while the operator runs.", HelpName = "LEVEL", DefaultValueFactory = _ => LogLevel.Information };
    private readonly Option<bool> resourceMetrics = new("--resource-metrics") { Description = "Five series of /metrics for each resource; false for a monitoring system that cannot hold so many.", HelpName = "true|false", DefaultValueFactory = _ => true };
    private readonly Option<bool> allowInsecure = new("--allow-insecure-endpoints") { Description = "Permit plain http to dbt Cloud and to public OpenMetadata servers. For tests only: tokens travel readable." };
    private readonly Option<string[]> allowedHosts = new("--allowed-host") { Description = "Host that resources may name, exact or *.example.com; may be given again. Default: every host.", HelpName = "HOST", DefaultValueFactory = _ => [] };
    private readonly Option<IPNetwork[]> allowedCidrs = new("--allowed-cidr") { Description = "Network that may be called although its addresses are loopback, link-local or private; may be given again. A cloud's metadata service is opened by its single address (/32, /128) alone.", HelpName = "CIDR", DefaultValueFactory = _ => [], CustomParser = OptionKinds.ParseNetworks };
    private readonly Option<int> requestsPerMinute = OptionKinds.Number("--dbt-requests-per-minute", 60, 10, 5000, "Calls a minute to dbt Cloud with one token; fewer than ten would not let one connection test end. The ingestion spends its own beside these.");
    private readonly Option<string> repository = new("--ingestion-repository") { Description = "Ingestion image without tag; the tag is OpenMetadata's version.", HelpName = "IMAGE", DefaultValueFactory = _ => new PlanOptions().IngestionRepository };
    private readonly Option<string?> tag = new("--ingestion-tag") { Description = "Fixed tag of the ingestion image, for clusters that mirror images. Default: OpenMetadata's version.", HelpName = "TAG" };
    private readonly Option<string?> fetchImage = new("--fetch-image") { Description = "Image of the init container that fetches the artifacts: one of this operator. Default: that of the operator's own Pod, by POD_NAME and POD_NAMESPACE.", HelpName = "IMAGE" };
    private readonly Option<string[]> fetchPullSecrets = OptionKinds.Names("--fetch-pull-secrets", "Secret with which that image is pulled, of each resource's namespace; may be given again, or as a list with commas. Default: those of run.pullSecrets alone.");
    private readonly Option<int> fetchSpread = OptionKinds.Number("--fetch-spread", 60, 0, 600, "Seconds over which fetches of the same minute are spread, each by a hash of its own; a run that is asked for starts at once.");
    private readonly Option<int> artifactTimeout = OptionKinds.Number(FetchArguments.ArtifactTimeout, (int)new FetchLimits().ArtifactTimeout.TotalSeconds, 1, 86400, "Seconds within which one file of a dbt run has to be fetched.");
    private readonly Option<int> artifactSize = OptionKinds.Number(FetchArguments.ArtifactSize, new FetchLimits().ArtifactMebibytes, 1, 1024 * 1024, "MiB of the largest file of a dbt run that is fetched.");
    private readonly Option<string?> clusterName = OptionKinds.Named("--cluster-name", "Goes before the names of the pipelines in OpenMetadata, where several clusters report to one server; a later change begins new pipelines. Default: nothing.");
    private readonly Option<Uri?> httpsProxy = OptionKinds.Proxy("--https-proxy", "https");
    private readonly Option<Uri?> httpProxy = OptionKinds.Proxy("--http-proxy", "http");
    private readonly Option<string?> caBundle = CaBundleOption.Create();
    private readonly Option<Uri?> reasonsUrl = OptionKinds.Page("--reasons-url", "Where your people can read docs/reasons.md; messages of trouble end with it and the reason's anchor. Default: the file's path in the repository.");
    private readonly Option<string?> noProxy = new("--no-proxy") { Description = "Hosts, domains (.example.com) or networks that are called without the proxy, with commas between.", HelpName = "LIST" };

    /// <summary>The entry of the process: parses, complains or runs, and answers with the exit code.</summary>
    public static async Task<int> RunAsync(string[] args, Func<OperatorOptions, CancellationToken, Task<int>> run, Surroundings surroundings, CancellationToken cancellationToken = default)
    {
        // The host listens to SIGTERM itself; the parser would end the process two seconds later, in the middle of what is still running.
        var invocation = new InvocationConfiguration { ProcessTerminationTimeout = null, Output = surroundings.Out, Error = surroundings.Error };
        var parsed = new CommandLine().Build(run, surroundings).Parse(args);
        return parsed.Errors.Count == 0 ? await parsed.InvokeAsync(invocation, cancellationToken) : Complain(parsed.Errors, FetchVerb.MessageFileOf(args), surroundings.Error);
    }

    /// <param name="messageFile">Where a container leaves its last words; null where they are not wanted.</param>
    private static int Complain(IReadOnlyList<ParseError> errors, string? messageFile, TextWriter output)
    {
        if (messageFile is not null)
        {
            using var complaint = new StringWriter();
            Complain(errors, complaint);
            LastWords.Complain(complaint.ToString(), messageFile);
        }

        return Complain(errors, output);
    }

    public RootCommand Build(Func<OperatorOptions, CancellationToken, Task<int>> run) => Build(run, Surroundings.OfProcess());

    /// <summary>The root command with its verbs; <paramref name="run"/> gets the validated options when there is no verb.</summary>
    public RootCommand Build(Func<OperatorOptions, CancellationToken, Task<int>> run, Surroundings surroundings)
    {
        var root = new RootCommand(
            "Turns DbtCloudIngestion resources into CronJobs that bring dbt Cloud's metadata into OpenMetadata. Without a verb it runs the operator. "
            + "Exit codes: 0 stopped as told, 1 an error of its own, 2 wrong command line or kubeconfig, 3 leadership lost (restart it: it follows then). Those of the verbs: docs/command-line.md.");
        foreach (var option in Options())
        {
            root.Options.Add(option);
        }

        foreach (var verb in VerbList.All(surroundings, Shared()))
        {
            root.Subcommands.Add(verb);
        }

        root.Options.OfType<VersionOption>().Single().Action = new VersionLine(surroundings.Out);
        root.Validators.Add(OneListenerEach);
        root.SetAction((parsed, cancellationToken) => run(Read(parsed) with { OwnPod = new OwnPodName(surroundings.Set("POD_NAMESPACE"), surroundings.Set("POD_NAME")) }, cancellationToken));
        return root;
    }

    private void OneListenerEach(CommandResult line)
    {
        IPAddress[] all = [IPAddress.Any, IPAddress.IPv6Any];
        var (page, health) = (Given(metrics, new OperatorOptions().MetricsBindAddress), Given(probes, new OperatorOptions().HealthProbeBindAddress));
        if (page is { Port: > 0 } && page.Port == health?.Port && (page.Address.Equals(health.Address) || all.Contains(page.Address) || all.Contains(health.Address)))
        {
            line.AddError($"{metrics.Name} and {probes.Name} name the same port {page.Port}: give each one of its own.");
        }

        IPEndPoint? Given(Option<BindAddress> option, IPEndPoint? initial) =>
            line.GetResult(option)?.Tokens is [var one, ..] ? OptionKinds.EndPointOf(one.Value) : initial;
    }

    /// <summary>The exit code of a wrong command line.</summary>
    public const int WrongUsage = 2;

    /// <summary>Says what is wrong, one line an error, and where to look. What was typed is repeated, but no password in it: this ends in a pod's log.</summary>
    public static int Complain(IReadOnlyList<ParseError> errors, TextWriter output)
    {
        foreach (var error in errors)
        {
            output.WriteLine(UserOfUrl().Replace(error.Message, "://***@"));
        }

        output.WriteLine("Run with --help to see every option.");
        return WrongUsage;
    }

    private IEnumerable<Option> Options() =>
    [
        kubeconfig, namespaces, labelSelector, watchSecrets, leaderElect, leaseName, leaseNamespace, concurrency, reconcileTimeout, shutdownTimeout, probes, metrics, logFormat, logLevel, resourceMetrics,
        allowInsecure, allowedHosts, allowedCidrs, requestsPerMinute, repository, tag, clusterName, fetchImage, fetchPullSecrets, fetchSpread, artifactTimeout, artifactSize, httpsProxy, httpProxy, noProxy, caBundle, reasonsUrl,
    ];

    /// <summary>What decides how the outside is called: verbs have these, too.</summary>
    public SharedOptions Shared() => new([allowInsecure, allowedHosts, allowedCidrs, requestsPerMinute, httpsProxy, httpProxy, noProxy, caBundle], [repository, tag, clusterName, fetchImage, fetchPullSecrets, fetchSpread, artifactTimeout, artifactSize], OutboundOf, PlanOf)
    {
        OfFiles = [artifactTimeout, artifactSize],
        Limits = LimitsOf,
        OfWay = [allowInsecure, allowedHosts, allowedCidrs, httpsProxy, httpProxy, noProxy, caBundle],
        Way = WayOf,
        LogFormat = logFormat,
    };

    private OperatorOptions Read(ParseResult parsed) => new()
    {
        Kubeconfig = parsed.GetValue(kubeconfig),
        Scope = new WatchScope(parsed.GetValue(namespaces)!, parsed.GetValue(labelSelector), parsed.GetValue(watchSecrets)),
        LeaderElect = parsed.GetValue(leaderElect),
        LeaseName = parsed.GetValue(leaseName),
        LeaseNamespace = parsed.GetValue(leaseNamespace),
        Concurrency = parsed.GetValue(concurrency),
        ReconcileTimeout = TimeSpan.FromSeconds(parsed.GetValue(reconcileTimeout)),
        ShutdownTimeout = TimeSpan.FromSeconds(parsed.GetValue(shutdownTimeout)),
        HealthProbeBindAddress = parsed.GetValue(probes)!.EndPoint!,
        MetricsBindAddress = parsed.GetValue(metrics)!.EndPoint,
        LogFormat = parsed.GetValue(logFormat),
        LogLevel = parsed.GetValue(logLevel),
        ResourceMetrics = parsed.GetValue(resourceMetrics),
        Outbound = OutboundOf(parsed),
        Plan = PlanOf(parsed),
        Reasons = parsed.GetValue(reasonsUrl) is { } page ? new ReasonsPage(page.OriginalString) : ReasonsPage.InTheRepository,
    };

    private OutboundOptions OutboundOf(ParseResult parsed) => new()
    {
        AllowInsecureEndpoints = parsed.GetValue(allowInsecure),
        AllowedHosts = parsed.GetValue(allowedHosts)!,
        AllowedCidrs = parsed.GetValue(allowedCidrs)!,
        RequestsPerMinute = parsed.GetValue(requestsPerMinute),
        AdditionalCertificates = parsed.GetValue(caBundle),
        Proxy = ProxyOf(parsed),
    };

    private PlanOptions PlanOf(ParseResult parsed) => new()
    {
        IngestionRepository = parsed.GetValue(repository)!,
        IngestionTag = parsed.GetValue(tag),
        ClusterName = parsed.GetValue(clusterName),
        FetchImage = parsed.GetValue(fetchImage),
        FetchPullSecrets = parsed.GetValue(fetchPullSecrets)!,
        FetchSpread = TimeSpan.FromSeconds(parsed.GetValue(fetchSpread)),
        FetchLimits = LimitsOf(parsed),
        FetchWay = WayOf(parsed) with { CaBundleFile = parsed.GetValue(caBundle) is null ? null : $"{OwnNames.WorkflowPath}/{OwnNames.AdditionalCertificatesFile}" },
        HttpsProxy = parsed.GetValue(httpsProxy)?.OriginalString,
        HttpProxy = parsed.GetValue(httpProxy)?.OriginalString,
        NoProxy = parsed.GetValue(noProxy),
        AdditionalCertificates = parsed.GetValue(caBundle),
    };

    private FetchLimits LimitsOf(ParseResult parsed) => new()
    {
        ArtifactTimeout = TimeSpan.FromSeconds(parsed.GetValue(artifactTimeout)),
        ArtifactMebibytes = parsed.GetValue(artifactSize),
    };

    /// <summary>The same as it was given, for another command line.</summary>
    private FetchWay WayOf(ParseResult parsed) => new()
    {
        AllowInsecureEndpoints = parsed.GetValue(allowInsecure),
        AllowedHosts = parsed.GetValue(allowedHosts)!,
        AllowedCidrs = [.. parsed.GetValue(allowedCidrs)!.Select(network => network.ToString())],
        HttpsProxy = parsed.GetValue(httpsProxy)?.OriginalString,
        HttpProxy = parsed.GetValue(httpProxy)?.OriginalString,
        NoProxy = parsed.GetValue(noProxy),
        CaBundleFile = parsed.GetResult(caBundle)?.Tokens.SingleOrDefault()?.Value,
    };

    private ProxyOptions? ProxyOf(ParseResult parsed)
    {
        var (https, http) = (parsed.GetValue(httpsProxy), parsed.GetValue(httpProxy));
        var bypass = parsed.GetValue(noProxy)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        return https is null && http is null ? null : new ProxyOptions(https, http, bypass);
    }

    [GeneratedRegex("://[^/\\s]*@", RegexOptions.CultureInvariant)]
    private static partial Regex UserOfUrl();
}
