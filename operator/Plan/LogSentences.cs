namespace Operator.Plan;

/// <summary>The one sentence for each cause that a log may name: what it means, and what to do.</summary>
internal static class LogSentences
{
    /// <summary>The rest of a sentence that says that something failed.</summary>
    public static string After(LogCause cause) => cause is LogCause.Unknown ? "; its log names the cause" : $": {Of(cause)}";

    public static string Of(LogCause cause) => cause switch
    {
        LogCause.VersionMismatch => "the image's version is not that of the OpenMetadata server; leave run.image out, or use the server's version as its tag",
        LogCause.DatabaseServiceMissing => "OpenMetadata has no such database service, or the bot's token may not read it; correct openMetadata.databaseService, or make a new token of the ingestion bot",
        LogCause.DocumentRefused => "the ingestion refuses its workflow document; use an image of the OpenMetadata server's version, and leave out options that this version does not know",
        LogCause.SslConfigMissing => "the ingestion is told to verify OpenMetadata's certificate and has no CA for it; name the CA in openMetadata.caBundleRef",
        LogCause.CertificateRefused => "a certificate on the way cannot be trusted; name OpenMetadata's CA in openMetadata.caBundleRef, and check whether a proxy opens TLS",
        LogCause.OpenMetadataUnreachable => "the ingestion does not reach OpenMetadata; check openMetadata.url, DNS and the network policies of the pods",
        LogCause.OpenMetadataTokenRefused => "OpenMetadata refuses the bot's token; make a new token of the ingestion bot, and store it in the Secret",
        LogCause.DbtRateLimited => "dbt Cloud asked the ingestion to wait (429), and it does not; let the filters run further apart",
        LogCause.DbtUnreachable => "the ingestion does not reach dbt Cloud; check account.url, the network policies of the pods, and the proxy",
        LogCause.NoDbtRun => "dbt Cloud gave the ingestion no run, which it says of a refused token, a wrong id and a server error alike; the connection test tells which (ConnectionVerified, RecentRunFound)",
        LogCause.DbtUnexpected => "dbt Cloud's answer is not one that the ingestion understands; account.url should be the address under which dbt Cloud opens in the browser",
        LogCause.ManifestCutOff => "dbt Cloud's manifest.json broke off on the way; the next run asks for it again",
        LogCause.ManifestMissing => "the dbt run left no manifest.json; add dbt build (or dbt run) to the job",
        LogCause.LocalFileMissing => "a file that the ingestion was to read is not there",
        LogCause.ArtifactsUnreadable => "the ingestion cannot read the run's artifacts; look whether the dbt job writes whole files",
        LogCause.TooManyFailures => "more of its records failed than options.successThreshold allows; OpenMetadata lists them",
        _ => "",
    };

    /// <summary>A sentence to go behind another; empty where no table is missing. Some are in most projects: models that make no table.</summary>
    public static string Missing(LogSeen? log) => log is { TablesMissing: > 0 } ? $" OpenMetadata lacks {NothingMatchedText.Count(log)} that it looked for." : "";

    /// <summary>The container cannot tell these apart from other trouble, or the operator's own test says more of them.</summary>
    public static bool ConcernsDbtCloud(LogCause cause) => cause is LogCause.Unknown or LogCause.TooManyFailures
        or LogCause.NoDbtRun or LogCause.DbtUnexpected or LogCause.DbtUnreachable or LogCause.DbtRateLimited or LogCause.ManifestMissing;

    public static bool ConcernsOpenMetadata(LogCause cause) => cause is LogCause.Unknown or LogCause.TooManyFailures
        or LogCause.OpenMetadataTokenRefused or LogCause.OpenMetadataUnreachable or LogCause.VersionMismatch
        or LogCause.DatabaseServiceMissing or LogCause.CertificateRefused;
}
