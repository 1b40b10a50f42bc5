using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.BuiltIn;

/// <summary>The values that the server stores where a body is silent.</summary>
internal static class Defaults
{
    public static void Apply(string kind, JsonObject obj)
    {
        if (PodTemplates.PodSpecOf(kind, obj) is { } pod)
        {
            PodDefaults.Apply(pod, isPod: kind == "Pod");
        }

        switch (kind)
        {
            case "Secret": obj.SetIfAbsent("type", "Opaque"); break;
            case "CronJob": CronJob(obj.Ensure("spec")); break;
            case "Job": Job(obj, obj.Ensure("spec")); break;
            case "Deployment": Deployment(obj.Ensure("spec")); break;
            case "ReplicaSet": obj.Ensure("spec").SetIfAbsent("replicas", 1); break;
            case "Service": Service(obj.Ensure("spec")); break;
            case "Namespace": Namespace(obj); break;
            case "PersistentVolumeClaim": Claim(obj); break;
            case "NetworkPolicy": NetworkPolicy(obj.Ensure("spec")); break;
            case "RoleBinding" or "ClusterRoleBinding": Binding(obj); break;
            case "PriorityClass": obj.SetIfAbsent("preemptionPolicy", "PreemptLowerPriority"); break;
            case "CustomResourceDefinition": Definition(obj.Ensure("spec")); break;
        }
    }

    private static void CronJob(JsonObject spec)
    {
        spec.SetIfAbsent("concurrencyPolicy", "Allow");
        spec.SetIfAbsent("suspend", false);
        spec.SetIfAbsent("successfulJobsHistoryLimit", 3);
        spec.SetIfAbsent("failedJobsHistoryLimit", 1);
    }

    private static void Job(JsonObject job, JsonObject spec)
    {
        if (!spec.Has("completions") && !spec.Has("parallelism"))
        {
            spec["completions"] = 1;
        }

        spec.SetIfAbsent("parallelism", 1);
        spec.SetIfAbsent("backoffLimit", spec.Has("backoffLimitPerIndex") ? int.MaxValue : 6);
        spec.SetIfAbsent("completionMode", "NonIndexed");
        spec.SetIfAbsent("suspend", false);
        spec.SetIfAbsent("manualSelector", false);
        spec.SetIfAbsent("podReplacementPolicy", spec.Has("podFailurePolicy") ? "Failed" : "TerminatingOrFailed");
        foreach (var pattern in spec.Map("podFailurePolicy").Maps("rules").SelectMany(rule => rule.Maps("onPodConditions")))
        {
            pattern.SetIfAbsent("status", "True");
        }

        if (spec.Map("template").Map("metadata").Map("labels") is { Count: > 0 } labels && job.Map("metadata").Map("labels") is not { Count: > 0 })
        {
            job.Ensure("metadata")["labels"] = labels.DeepClone();
        }
    }

    private static void Deployment(JsonObject spec)
    {
        spec.SetIfAbsent("replicas", 1);
        spec.SetIfAbsent("revisionHistoryLimit", 10);
        spec.SetIfAbsent("progressDeadlineSeconds", 600);
        var strategy = spec.Ensure("strategy");
        strategy.SetIfAbsent("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate")
        {
            var rolling = strategy.Ensure("rollingUpdate");
            rolling.SetIfAbsent("maxUnavailable", "25%");
            rolling.SetIfAbsent("maxSurge", "25%");
        }
    }

    private static void Service(JsonObject spec)
    {
        spec.SetIfAbsent("sessionAffinity", "None");
        spec.SetIfAbsent("type", "ClusterIP");
        foreach (var port in spec.Maps("ports"))
        {
            port.SetIfAbsent("protocol", "TCP");
            if (port["targetPort"] is null || ScalarReader.IsZero(port["targetPort"]))
            {
                port["targetPort"] = port["port"]?.DeepClone();
            }
        }

        if (spec.Text("type") != "ExternalName")
        {
            spec.SetIfAbsent("internalTrafficPolicy", "Cluster");
        }

        if (spec.Text("type") is "NodePort" or "LoadBalancer")
        {
            spec.SetIfAbsent("externalTrafficPolicy", "Cluster");
        }

        if (spec.Text("type") == "LoadBalancer")
        {
            spec.SetIfAbsent("allocateLoadBalancerNodePorts", true);
        }
    }

    private static void Namespace(JsonObject obj)
    {
        if (obj.Map("metadata").Text("name") is { Length: > 0 } name)
        {
            obj.Ensure("metadata").Ensure("labels").SetIfAbsent("kubernetes.io/metadata.name", name);
        }

        obj.Ensure("status").SetIfAbsent("phase", "Active");
    }

    private static void Claim(JsonObject obj)
    {
        obj.Ensure("spec").SetIfAbsent("volumeMode", "Filesystem");
        obj.Ensure("status").SetIfAbsent("phase", "Pending");
    }

    private static void NetworkPolicy(JsonObject spec)
    {
        if (spec.List("policyTypes") is not { Count: > 0 })
        {
            spec["policyTypes"] = spec.List("egress") is { Count: > 0 } ? new JsonArray("Ingress", "Egress") : new JsonArray("Ingress");
        }

        foreach (var port in spec.Maps("ingress").Concat(spec.Maps("egress")).SelectMany(rule => rule.Maps("ports")))
        {
            port.SetIfAbsent("protocol", "TCP");
        }
    }

    private static void Binding(JsonObject binding)
    {
        binding.Ensure("roleRef").SetIfAbsent("apiGroup", "rbac.authorization.k8s.io");
        foreach (var subject in binding.Maps("subjects").Where(subject => subject.Text("kind") is "User" or "Group"))
        {
            subject.SetIfAbsent("apiGroup", "rbac.authorization.k8s.io");
        }
    }

    private static void Definition(JsonObject spec)
    {
        var names = spec.Ensure("names");
        var kind = names.Text("kind") ?? "";
        if (kind.Length > 0)
        {
            names.SetIfAbsent("singular", kind.ToLowerInvariant());
            names.SetIfAbsent("listKind", kind + "List");
        }

        spec.Ensure("conversion").SetIfAbsent("strategy", "None");
    }
}
