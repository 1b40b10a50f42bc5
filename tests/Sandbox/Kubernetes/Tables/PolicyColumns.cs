namespace Sandbox.Kubernetes.Tables;

/// <summary>The columns of rights, network and disruption rules.</summary>
internal static class PolicyColumns
{
    public static IReadOnlyDictionary<string, IReadOnlyList<Column>> ByKind { get; } = new Dictionary<string, IReadOnlyList<Column>>
    {
        ["RoleBinding"] = Binding(),
        ["ClusterRoleBinding"] = Binding(),
        ["NetworkPolicy"] =
        [
            TableColumns.Name,
            Column.Text("Pod-Selector", static policy => policy.Selector("spec.podSelector")),
            TableColumns.Age,
        ],
        ["PodDisruptionBudget"] =
        [
            TableColumns.Name,
            Column.Text("Min Available", static budget => budget.Read("spec.minAvailable", "N/A")),
            Column.Text("Max Unavailable", static budget => budget.Read("spec.maxUnavailable", "N/A")),
            Column.Number("Allowed Disruptions", static budget => budget.Count("status.disruptionsAllowed")),
            TableColumns.Age,
        ],
        ["Ingress"] =
        [
            TableColumns.Name,
            Column.Text("Class", static ingress => ingress.Read("spec.ingressClassName", "<none>")),
            Column.Text("Hosts", static ingress => ingress.Items("spec.rules").Any() ? CellReading.Joined(ingress.Items("spec.rules").Select(static rule => rule.Read("host", "*"))) : "*"),
            Column.Text("Address", static _ => ""),
            Column.Text("Ports", static ingress => ingress.Size("spec.tls") > 0 ? "80, 443" : "80"),
            TableColumns.Age,
        ],
        ["PriorityClass"] =
        [
            TableColumns.Name,
            Column.Number("Value", static priority => priority.Count("value")),
            Column.Text("Global-Default", static priority => priority.Read("globalDefault", "false")),
            TableColumns.Age,
        ],
        ["ResourceQuota"] = [TableColumns.Name, TableColumns.Age],
    };

    private static IReadOnlyList<Column> Binding() =>
    [
        TableColumns.Name,
        Column.Text("Role", static binding => $"{binding.Read("roleRef.kind")}/{binding.Read("roleRef.name")}"),
        TableColumns.Age,
        Subjects("Users", "User"),
        Subjects("Groups", "Group"),
        Column.Text("ServiceAccounts", static binding => string.Join(", ", binding.Items("subjects")
            .Where(static subject => subject.Read("kind") == "ServiceAccount").Select(static subject => $"{subject.Read("namespace")}/{subject.Read("name")}"))).Wide(),
    ];

    private static Column Subjects(string name, string kind) =>
        Column.Text(name, binding => string.Join(", ", binding.Items("subjects").Where(subject => subject.Read("kind") == kind).Select(static subject => subject.Read("name")))).Wide();
}
