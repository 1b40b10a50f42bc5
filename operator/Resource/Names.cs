namespace Operator.Resource;

/// <summary>Identifiers that other programs rely on: the kind, labels, annotations, field manager.</summary>
internal static class Names
{
    public const string Group = "metadata-ingestion.io";
    public const string Version = "v1alpha1";
    public const string ApiVersion = Group + "/" + Version;
    public const string Kind = "DbtCloudIngestion";
    public const string Plural = "dbtcloudingestions";

    /// <summary>The one field manager of server-side apply, and the reporting controller of events.</summary>
    public const string FieldManager = "dbt-cloud-ingestion-operator";

    /// <summary>The filter of an ingestion that declares none: the whole account.</summary>
    public const string WholeAccount = "account";

    public const string AppNameLabel = "app.kubernetes.io/name";
    public const string AppInstanceLabel = "app.kubernetes.io/instance";
    public const string ManagedByLabel = "app.kubernetes.io/managed-by";
    public const string AppName = "dbt-cloud-ingestion";

    public const string IngestionLabel = Group + "/ingestion";
    public const string FilterLabel = Group + "/filter";

    /// <summary>On the pod template: the workflow document, mounted as a file by the downward API.</summary>
    public const string WorkflowAnnotation = Group + "/workflow";

    /// <summary>On the pod template: certificates that the operator trusts beside the system's, mounted in the same way. A pod cannot mount a ConfigMap of another namespace.</summary>
    public const string CaBundleAnnotation = Group + "/ca-bundle";

    /// <summary>On the pod template, mounted in the same way: which dbt run was last ingested, and with what.</summary>
    public const string IngestedAnnotation = Group + "/ingested";

    /// <summary>On the CronJob: hash of the object that was last applied.</summary>
    public const string AppliedAnnotation = Group + "/applied";

    /// <summary>On a Job: which dbt run its init container chose, as it said itself. It outlives the pod.</summary>
    public const string DbtRunAnnotation = Group + "/dbt-run";

    /// <summary>Set by the Job controller on Jobs and Pods; the Job's uid is the id of the run.</summary>
    public const string ControllerUidLabel = "batch.kubernetes.io/controller-uid";

    /// <summary>Set by the Job controller on Pods.</summary>
    public const string JobNameLabel = "batch.kubernetes.io/job-name";

    /// <summary>Set by kubectl on Jobs that a person started from a CronJob.</summary>
    public const string InstantiateAnnotation = "cronjob.kubernetes.io/instantiate";

    /// <summary>A person's request to ingest now; any new value counts, and one that ends in <c>filter=NAME</c> is for that filter alone.</summary>
    public const string RunAtAnnotation = Group + "/run-at";

    /// <summary>On a Job: the value of the request that it was started for.</summary>
    public const string RequestedAtAnnotation = Group + "/requested-at";

    /// <summary>Flux's request to look again now; any new value counts.</summary>
    public const string ReconcileRequestedAnnotation = "reconcile.fluxcd.io/requestedAt";
}
