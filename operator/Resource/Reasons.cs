using static Operator.Resource.ConditionStatus;
using Types = Operator.Resource.ConditionTypes;

namespace Operator.Resource;

/// <summary>The closed list of reasons, one nested class per condition, each in the order in which the worst is chosen.</summary>
internal static class Reasons
{
    internal static class Ready
    {
        public static readonly Reason Succeeded = new(Types.Ready, "Succeeded", True, "The spec is valid, the Secrets are there, the connection is verified and every CronJob is applied.");
        public static readonly Reason Suspended = new(Types.Ready, "Suspended", True, "All is well and spec.suspend holds the CronJobs still.", "Set spec.suspend to false to go on.");
        public static readonly Reason[] All = [Succeeded, Suspended];
    }

    internal static class Reconciling
    {
        public static readonly Reason Progressing = new(Types.Reconciling, "Progressing", True, "The operator is at work on the newest spec.");
        public static readonly Reason ProgressingWithRetry = new(Types.Reconciling, "ProgressingWithRetry", True, "Something outside the spec is missing or broken; the operator tries again by itself.");
        public static readonly Reason[] All = [Progressing, ProgressingWithRetry];
    }

    internal static class Stalled
    {
        public static readonly Reason InvalidSpec = new(Types.Stalled, "InvalidSpec", True, "A field that the schema requires is missing, or the object cannot be read.", "Apply the object again as the message says.");
        public static readonly Reason InvalidSchedule = new(Types.Stalled, "InvalidSchedule", True, "A schedule that the CronJob controller would refuse.", "Write five fields, for example \"H */6 * * *\".");
        public static readonly Reason ScheduleTooFrequent = new(Types.Stalled, "ScheduleTooFrequent", True, "Two runs would be less than 15 minutes apart.", "Let at least 15 minutes pass between two runs.");
        public static readonly Reason UnknownTimeZone = new(Types.Stalled, "UnknownTimeZone", True, "The time zone is not in the time zone database.", "Use an IANA name such as Europe/Berlin or Etc/UTC.");
        public static readonly Reason HostNotAllowed = new(Types.Stalled, "HostNotAllowed", True, "The operator's policy forbids the host.", "Use an allowed host, or ask the operator's administrator to allow it.");
        public static readonly Reason InvalidText = new(Types.Stalled, "InvalidText", True, "A text that the ingestion would expand as an environment variable.", "Remove the $ before the letter, digit, underscore or brace.");
        public static readonly Reason[] All = [InvalidSpec, InvalidSchedule, ScheduleTooFrequent, UnknownTimeZone, HostNotAllowed, InvalidText];
    }

    internal static class SecretsResolved
    {
        public static readonly Reason Forbidden = new(Types.SecretsResolved, "Forbidden", False, "The operator may not read the Secret.", "Grant its service account get on secrets in the namespace.");
        public static readonly Reason CaBundleNotFound = new(Types.SecretsResolved, "CaBundleNotFound", False, "The CA bundle's object or key does not exist.", "Create it, or correct openMetadata.caBundleRef.");
        public static readonly Reason CaBundleTooLarge = new(Types.SecretsResolved, "CaBundleTooLarge", False, "The CA bundle has more than 256 KiB or 500 certificates.", "Keep only the authorities that sign OpenMetadata's certificate.");
        public static readonly Reason SecretNotFound = new(Types.SecretsResolved, "SecretNotFound", False, "The Secret does not exist in the resource's namespace.", "Create the Secret, or correct the reference.");
        public static readonly Reason SecretKeyMissing = new(Types.SecretsResolved, "SecretKeyMissing", False, "The Secret has no such key.", "Add the key, or correct tokenSecretRef.key.");
        public static readonly Reason SecretKeyEmpty = new(Types.SecretsResolved, "SecretKeyEmpty", False, "The key holds no text.", "Store the token under the key.");
        public static readonly Reason SecretMalformed = new(Types.SecretsResolved, "SecretMalformed", False, "The token has white space around it or more than 16 KiB, or the two Secrets are swapped.", "Store the token again without a trailing newline (echo -n).");
        public static readonly Reason Resolved = new(Types.SecretsResolved, "Resolved", True, "Both tokens are there.");
        public static readonly Reason[] All = [Forbidden, CaBundleNotFound, CaBundleTooLarge, SecretNotFound, SecretKeyMissing, SecretKeyEmpty, SecretMalformed, Resolved];
    }

    internal static class ConnectionVerified
    {
        public static readonly Reason InvalidTokenOrHost = new(Types.ConnectionVerified, "InvalidTokenOrHost", False, "dbt Cloud answers 401: the token is wrong or expired, or the account lives on another host.", "Check account.url against the browser's address, then make a new token.");
        public static readonly Reason WrongAccount = new(Types.ConnectionVerified, "WrongAccount", False, "The token does not open this account.", "Check account.id against the number in the browser's address.");
        public static readonly Reason IpNotAllowlisted = new(Types.ConnectionVerified, "IpNotAllowlisted", False, "The account's IP restrictions refuse the cluster.", "Add the cluster's egress address to the account's allowlist.");
        public static readonly Reason PlanNotPaid = new(Types.ConnectionVerified, "PlanNotPaid", False, "The account's plan has no API access.", "Upgrade the plan, or use a token of a paid account.");
        public static readonly Reason TlsFailure = new(Types.ConnectionVerified, "TlsFailure", False, "The server's certificate cannot be trusted.", "Check the host, and whether a proxy opens TLS on the way.");
        public static readonly Reason UnexpectedResponse = new(Types.ConnectionVerified, "UnexpectedResponse", False, "The host answers, but not as dbt Cloud's API does.", "Check account.url: it should be the address under which dbt Cloud opens in the browser.");
        public static readonly Reason RateLimited = new(Types.ConnectionVerified, "RateLimited", Unknown, "dbt Cloud asked to wait before the first verdict.");
        public static readonly Reason Unreachable = new(Types.ConnectionVerified, "Unreachable", Unknown, "dbt Cloud could not be reached before the first verdict.", "Check account.url, DNS and egress from the cluster.");
        public static readonly Reason NotTested = new(Types.ConnectionVerified, "Unknown", Unknown, "The connection was not tested yet.");
        public static readonly Reason Verified = new(Types.ConnectionVerified, "Verified", True, "Host, token and account are right.");
        public static readonly Reason[] All = [InvalidTokenOrHost, WrongAccount, IpNotAllowlisted, PlanNotPaid, TlsFailure, UnexpectedResponse, RateLimited, Unreachable, NotTested, Verified];
    }

    internal static class RecentRunFound
    {
        public static readonly Reason ProjectNotFound = new(Types.RecentRunFound, "ProjectNotFound", False, "The account has no such project, or the token does not see it.", "Check filters[].projectId.");
        public static readonly Reason JobNotFound = new(Types.RecentRunFound, "JobNotFound", False, "The account has no such job, or the token does not see it.", "Check filters[].jobId.");
        public static readonly Reason JobNotInProject = new(Types.RecentRunFound, "JobNotInProject", False, "The job belongs to another project.", "Correct filters[].projectId, or leave it out.");
        public static readonly Reason NoSuccessfulRun = new(Types.RecentRunFound, "NoSuccessfulRun", False, "No run of the filter has succeeded.", "Run the job in dbt Cloud, wait until it has succeeded.");
        public static readonly Reason LatestRunFailed = new(Types.RecentRunFound, "LatestRunFailed", False, "A newer run has failed, and the ingestion takes the newest finished one.", "Repair the dbt job, or run it again.");
        public static readonly Reason CiJob = new(Types.RecentRunFound, "CiJob", False, "The job runs for pull requests or merges, so its artifacts do not describe production.", "Name the job that builds production in filters[].jobId.");
        public static readonly Reason ArtifactsMissing = new(Types.RecentRunFound, "ArtifactsMissing", False, "The run lacks manifest.json, run_results.json or catalog.json.", "Add the command that the message names to the job, and run it.");
        public static readonly Reason TestResultsUnreliable = new(Types.RecentRunFound, "TestResultsUnreliable", False, "The run's last results come from a step that only compiles and calls every test a success: version 1.12 of the ingestion shows failed tests as passed.", "Let dbt test or dbt build be the last step that compiles: put dbt docs generate before it, or give it --no-compile.");
        public static readonly Reason TestResultsMissing = new(Types.RecentRunFound, "TestResultsMissing", False, "The run's last results come from a step that runs no tests, so no test result arrives.", "Let dbt test or dbt build be the last step that compiles: put dbt docs generate before it, or give it --no-compile.");
        public static readonly Reason JobDeactivated = new(Types.RecentRunFound, "JobDeactivated", False, "dbt Cloud has switched the job off after too many failures.", "Repair the job, and switch it on again in dbt Cloud.");
        public static readonly Reason JobNotRead = new(Types.RecentRunFound, "JobNotRead", Unknown, "dbt Cloud could not be asked about the filter.");
        public static readonly Reason RunFound = new(Types.RecentRunFound, "RunFound", True, "The newest successful run is known.");
        public static readonly Reason[] All = [ProjectNotFound, JobNotFound, JobNotInProject, NoSuccessfulRun, LatestRunFailed, CiJob, ArtifactsMissing, TestResultsUnreliable, TestResultsMissing, JobDeactivated, JobNotRead, RunFound];
    }

    internal static class OpenMetadataVerified
    {
        public static readonly Reason TlsFailure = new(Types.OpenMetadataVerified, "TlsFailure", False, "OpenMetadata's certificate cannot be trusted.", "Name its CA in openMetadata.caBundleRef.");
        public static readonly Reason Unreachable = new(Types.OpenMetadataVerified, "Unreachable", False, "OpenMetadata could not be asked for its version.", "Check openMetadata.url, DNS and network policies.");
        public static readonly Reason InvalidToken = new(Types.OpenMetadataVerified, "InvalidToken", False, "OpenMetadata refuses the bot's token, or the bot may not read what the test asks for.", "Make a new token of the ingestion bot, and store it in the Secret.");
        public static readonly Reason TokenExpired = new(Types.OpenMetadataVerified, "TokenExpired", False, "The bot's token is past its own expiry.", "Make a new token of the ingestion bot, and store it in the Secret.");
        public static readonly Reason VersionMismatch = new(Types.OpenMetadataVerified, "VersionMismatch", False, "The image's version differs from the server's: the ingestion would end at its start.", "Leave run.image out, or use the server's version as its tag.");
        public static readonly Reason DatabaseServiceNotFound = new(Types.OpenMetadataVerified, "DatabaseServiceNotFound", False, "OpenMetadata has no such database service: every run would end at its start.", "Correct openMetadata.databaseService; the message names what is there.");
        public static readonly Reason AdapterMismatch = new(Types.OpenMetadataVerified, "AdapterMismatch", False, "The database service is of another kind than the warehouse that dbt writes to, so no table would match.", "Name the service of dbt's warehouse in openMetadata.databaseService.");
        public static readonly Reason NothingIngestedYet = new(Types.OpenMetadataVerified, "NothingIngestedYet", False, "The database service has no table yet, so dbt's models match nothing.", "Run the metadata ingestion of the database service first.");
        public static readonly Reason TokenExpiresSoon = new(Types.OpenMetadataVerified, "TokenExpiresSoon", True, "The bot's token expires within a week.", "Make a new token of the ingestion bot in time, and store it in the Secret.");
        public static readonly Reason DuplicatePipeline = new(Types.OpenMetadataVerified, "DuplicatePipeline", True, "Another enabled dbt pipeline of OpenMetadata writes to the same database service.", "Disable or delete that pipeline in OpenMetadata.");
        public static readonly Reason RunsNotReported = new(Types.OpenMetadataVerified, "RunsNotReported", True, "The bot may not write what shows the runs in OpenMetadata; the runs themselves are not hindered.", "Give the bot's role Create on ingestionPipeline and EditIngestionPipelineStatus, or set openMetadata.reportRuns to false.");
        public static readonly Reason VersionUnknown = new(Types.OpenMetadataVerified, "VersionUnknown", True, "The image's tag is no version, so it cannot be compared.");
        public static readonly Reason Verified = new(Types.OpenMetadataVerified, "Verified", True, "OpenMetadata answers, and the image's version fits.");
        public static readonly Reason[] All = [TlsFailure, Unreachable, InvalidToken, TokenExpired, VersionMismatch, DatabaseServiceNotFound, AdapterMismatch, NothingIngestedYet, TokenExpiresSoon, DuplicatePipeline, RunsNotReported, VersionUnknown, Verified];
    }

    internal static class CronJobsApplied
    {
        public static readonly Reason ImageUnknown = new(Types.CronJobsApplied, "ImageUnknown", False, "OpenMetadata's version was never known, so the image's tag is not known either.", "Set run.image, or the operator's ingestion tag option, or make OpenMetadata reachable.");
        public static readonly Reason FetchImageUnknown = new(Types.CronJobsApplied, "FetchImageUnknown", False, "The image that fetches the artifacts was never known: the operator could not read its own Pod.", "Start the operator with --fetch-image, or give it POD_NAME, POD_NAMESPACE and the right to get its own Pod; artifacts.mode Direct needs none.");
        public static readonly Reason WaitingForConnectionTest = new(Types.CronJobsApplied, "WaitingForConnectionTest", False, "The CronJob is created once the connection is verified.", "Repair what ConnectionVerified says, or set connectionTest.required to false.");
        public static readonly Reason WaitingForJobSchedule = new(Types.CronJobsApplied, "WaitingForJobSchedule", False, "followJob needs the dbt job's own schedule, and it is not known or too frequent.", "Repair what RecentRunFound says, or write schedule.cron.");
        public static readonly Reason Unreadable = new(Types.CronJobsApplied, "Unreadable", False, "The CronJob exists and cannot be read, so it is left as it is.", "Repair the CronJob, or delete it to have it made anew.");
        public static readonly Reason NameConflict = new(Types.CronJobsApplied, "NameConflict", False, "A CronJob of that name belongs to somebody else.", "Rename the resource or the filter, or delete the other CronJob.");
        public static readonly Reason Forbidden = new(Types.CronJobsApplied, "Forbidden", False, "The operator may not write CronJobs here.", "Grant its service account create, patch and delete on cronjobs in the namespace.");
        public static readonly Reason QuotaExceeded = new(Types.CronJobsApplied, "QuotaExceeded", False, "A quota of the namespace is used up.", "Raise the quota for cronjobs.batch.");
        public static readonly Reason Rejected = new(Types.CronJobsApplied, "Rejected", False, "The API server refused the CronJob.", "Read the message: it names the field.");
        public static readonly Reason ScheduleAssumed = new(Types.CronJobsApplied, "ScheduleAssumed", True, "The dbt job's schedule cannot be that of a CronJob, so it is ingested every three hours.", "Write schedule.cron in place of followJob to choose another.");
        public static readonly Reason ScheduleDiffers = new(Types.CronJobsApplied, "ScheduleDiffers", True, "A fixed schedule runs more or less often than the dbt job.", "Use schedule.followJob, or leave it if that is what you want.");
        public static readonly Reason Applied = new(Types.CronJobsApplied, "Applied", True, "Every CronJob is as desired.");
        public static readonly Reason[] All = [ImageUnknown, FetchImageUnknown, WaitingForConnectionTest, WaitingForJobSchedule, Unreadable, NameConflict, Forbidden, QuotaExceeded, Rejected, ScheduleAssumed, ScheduleDiffers, Applied];
    }

    /// <summary>A filter that has not run yet does not hide how the others went.</summary>
    internal static class LastRunSucceeded
    {
        public static readonly Reason Failed = new(Types.LastRunSucceeded, "Failed", False, "The last ingestion failed.", "Read the message, which says what its log names, or the log itself: kubectl logs job/NAME.");
        public static readonly Reason InvalidTokenOrHost = new(Types.LastRunSucceeded, "InvalidTokenOrHost", False, "dbt Cloud refused the token when the artifacts were fetched.", "Make a new token in dbt Cloud and store it in the Secret; check that account.url is the address under which dbt Cloud opens in the browser.");
        public static readonly Reason WrongAccount = new(Types.LastRunSucceeded, "WrongAccount", False, "dbt Cloud does not know the account when the artifacts are fetched, or the token does not belong to it.", "Correct account.id, or use a token of this account.");
        public static readonly Reason IpNotAllowlisted = new(Types.LastRunSucceeded, "IpNotAllowlisted", False, "dbt Cloud does not accept the address from which the artifacts are fetched.", "Add the egress addresses of the cluster's nodes to the account's IP allowlist.");
        public static readonly Reason NoSuccessfulRun = new(Types.LastRunSucceeded, "NoSuccessfulRun", False, "There was no dbt run to ingest.", "Run the job in dbt Cloud until it succeeds, or set artifacts.runs or artifacts.includeCiRuns.");
        public static readonly Reason ArtifactsInvalid = new(Types.LastRunSucceeded, "ArtifactsInvalid", False, "An artifact of the dbt run is missing or not what it should be.", "Look whether the dbt job writes whole files; run it again.");
        public static readonly Reason ArtifactsUnavailable = new(Types.LastRunSucceeded, "ArtifactsUnavailable", False, "The artifacts of the dbt run could not be fetched whole.", "Wait for the next run; where it happens often, look at dbt Cloud's status page and at the proxy.");
        public static readonly Reason RateLimited = new(Types.LastRunSucceeded, "RateLimited", False, "dbt Cloud asked for silence (429) for longer than the run could wait.", "Let fewer filters run in the same minute, or raise run.activeDeadlineSeconds.");
        public static readonly Reason Unreachable = new(Types.LastRunSucceeded, "Unreachable", False, "dbt Cloud could not be reached when the artifacts were fetched.", "Check DNS, network policies of the pods and the proxy options.");
        public static readonly Reason OutOfMemory = new(Types.LastRunSucceeded, "OutOfMemory", False, "The last ingestion was killed because it used up its memory limit.", "Raise run.resources.limits.memory, or ingest less with filters.");
        public static readonly Reason DeadlineExceeded = new(Types.LastRunSucceeded, "DeadlineExceeded", False, "The last ingestion ran longer than run.activeDeadlineSeconds.", "Raise run.activeDeadlineSeconds, or ingest less with filters.");
        public static readonly Reason Evicted = new(Types.LastRunSucceeded, "Evicted", False, "The last ingestion's pod was taken off its node: the node was drained, went away or ran short of something.", "Wait for the next run; where it happens often, raise run.resources.requests or set run.priorityClassName.");
        public static readonly Reason PodRejected = new(Types.LastRunSucceeded, "PodRejected", False, "The newest ingestion's pod is refused: a quota, a LimitRange, Pod Security, a security context constraint or a missing service account.", "Repair what the message names; a run that still waits goes on by itself.");
        public static readonly Reason ImagePullFailed = new(Types.LastRunSucceeded, "ImagePullFailed", False, "The newest ingestion's image cannot be pulled.", "Check run.image, run.pullSecrets and the way to the registry; a run that still waits goes on by itself.");
        public static readonly Reason SecretMissing = new(Types.LastRunSucceeded, "SecretMissing", False, "The newest ingestion's container cannot start: a Secret, ConfigMap or key that it names is not there.", "Create what the message names; a run that still waits goes on by itself.");
        public static readonly Reason Unschedulable = new(Types.LastRunSucceeded, "Unschedulable", False, "The newest ingestion's pod finds no node.", "Lower run.resources.requests, add nodes, or check run.nodeSelector, run.tolerations and run.affinity; a run that still waits goes on by itself.");
        public static readonly Reason Stopped = new(Types.LastRunSucceeded, "Stopped", False, "The last ingestion was ended from outside: its pod or its Job was deleted, or it was told to stop.", "Start it again with kubectl create job --from=cronjob/NAME, or wait for the next run.");
        public static readonly Reason NothingMatched = new(Types.LastRunSucceeded, "NothingMatched", False, "The last ingestion ended well and found none of its tables in OpenMetadata, so it brought nothing.", "Run the metadata ingestion of the database service first; then check openMetadata.databaseService, and that its databases and schemas have the names that dbt writes to.");
        public static readonly Reason PartialSuccess = new(Types.LastRunSucceeded, "PartialSuccess", False, "The last ingestion ended with failures below its threshold.", "Look at the run in OpenMetadata.");
        public static readonly Reason Running = new(Types.LastRunSucceeded, "Running", Unknown, "The very first ingestion is running.");
        public static readonly Reason NeverRun = new(Types.LastRunSucceeded, "NeverRun", Unknown, "No ingestion has run yet.");
        public static readonly Reason Succeeded = new(Types.LastRunSucceeded, "Succeeded", True, "The last ingestion succeeded.");
        public static readonly Reason Skipped = new(Types.LastRunSucceeded, "Skipped", True, "The last run had nothing new to ingest.");
        public static readonly Reason[] All = [Failed, InvalidTokenOrHost, WrongAccount, IpNotAllowlisted, NoSuccessfulRun, ArtifactsInvalid, ArtifactsUnavailable, RateLimited, Unreachable, OutOfMemory, DeadlineExceeded, Evicted, PodRejected, ImagePullFailed, SecretMissing, Unschedulable, Stopped, NothingMatched, PartialSuccess, Succeeded, Skipped, Running, NeverRun];

        /// <summary>A run that has not ended and cannot go on: it waits for somebody, or for its deadline.</summary>
        public static readonly Reason[] Stuck = [PodRejected, ImagePullFailed, SecretMissing, Unschedulable];

        /// <summary>Null for a text that is none of them.</summary>
        public static Reason? Named(string? name) => All.FirstOrDefault(reason => reason.Name == name);
    }

    /// <summary>In the order in which the worst is chosen: a filter that was never ingested does not hide that the others are fresh.</summary>
    internal static class Fresh
    {
        public static readonly Reason MissedSchedule = new(Types.Fresh, "MissedSchedule", False, "The CronJob controller let a slot of the schedule pass.", "Look at the CronJob's events, and whether kube-controller-manager runs.");
        public static readonly Reason Stale = new(Types.Fresh, "Stale", False, "What is ingested is older than the newest run of dbt Cloud by more than a cadence.", "Check the schedule, and the log of the last run.");
        public static readonly Reason UpToDate = new(Types.Fresh, "Fresh", True, "What is ingested is as new as the schedule promises.");
        public static readonly Reason NeverIngested = new(Types.Fresh, "NeverIngested", Unknown, "No ingestion has succeeded yet.");
        public static readonly Reason[] All = [MissedSchedule, Stale, UpToDate, NeverIngested];
    }

    /// <summary>Every reason of every condition.</summary>
    public static readonly IReadOnlyList<Reason> All =
    [
        .. Ready.All, .. Reconciling.All, .. Stalled.All, .. SecretsResolved.All, .. ConnectionVerified.All, .. RecentRunFound.All,
        .. OpenMetadataVerified.All, .. CronJobsApplied.All, .. LastRunSucceeded.All, .. Fresh.All,
    ];
}
