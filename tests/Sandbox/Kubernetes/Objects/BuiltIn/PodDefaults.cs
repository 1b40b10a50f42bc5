using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.BuiltIn;

/// <summary>The defaults of a pod specification, in a Pod or in the template of something that makes pods.</summary>
internal static class PodDefaults
{
    public static void Apply(JsonObject spec, bool isPod)
    {
        spec.SetIfAbsent("dnsPolicy", "ClusterFirst");
        spec.SetIfAbsent("restartPolicy", "Always");
        spec.SetIfAbsent("securityContext", new JsonObject());
        spec.SetIfAbsent("terminationGracePeriodSeconds", 30);
        spec.SetIfAbsent("schedulerName", "default-scheduler");
        if (isPod)
        {
            spec.SetIfAbsent("enableServiceLinks", true);
        }

        foreach (var container in spec.Maps("containers").Concat(spec.Maps("initContainers")).Concat(spec.Maps("ephemeralContainers")))
        {
            Container(container, isPod, spec.Flag("hostNetwork") == true);
        }

        foreach (var volume in spec.Maps("volumes"))
        {
            Volume(volume);
        }
    }

    private static void Container(JsonObject container, bool isPod, bool hostNetwork)
    {
        container.SetIfAbsent("imagePullPolicy", PullPolicyOf(container.Text("image") ?? ""));
        container.SetIfAbsent("terminationMessagePath", "/dev/termination-log");
        container.SetIfAbsent("terminationMessagePolicy", "File");
        foreach (var port in container.Maps("ports"))
        {
            port.SetIfAbsent("protocol", "TCP");
            if (hostNetwork && port["containerPort"] is { } number && !port.Has("hostPort"))
            {
                port["hostPort"] = number.DeepClone();
            }
        }

        foreach (var field in container.Maps("env").Select(variable => variable.Map("valueFrom").Map("fieldRef")).OfType<JsonObject>())
        {
            field.SetIfAbsent("apiVersion", "v1");
        }

        foreach (var name in (string[])["livenessProbe", "readinessProbe", "startupProbe"])
        {
            if (container.Map(name) is { } probe)
            {
                Probe(probe);
            }
        }

        if (isPod && container.Map("resources").Map("limits") is { Count: > 0 } limits)
        {
            RequestsFromLimits(container.Ensure("resources").Ensure("requests"), limits);
        }
    }

    private static void RequestsFromLimits(JsonObject requests, JsonObject limits)
    {
        foreach (var (resource, quantity) in limits)
        {
            requests.SetIfAbsent(resource, quantity!.DeepClone());
        }
    }

    private static void Probe(JsonObject probe)
    {
        probe.SetIfAbsent("timeoutSeconds", 1);
        probe.SetIfAbsent("periodSeconds", 10);
        probe.SetIfAbsent("successThreshold", 1);
        probe.SetIfAbsent("failureThreshold", 3);
        if (probe.Map("httpGet") is { } get)
        {
            get.SetIfAbsent("path", "/");
            get.SetIfAbsent("scheme", "HTTP");
        }

        if (probe.Map("grpc") is { } grpc)
        {
            grpc.SetIfAbsent("service", "");
        }
    }

    private static void Volume(JsonObject volume)
    {
        if (volume.Count == 1)
        {
            volume["emptyDir"] = new JsonObject();
        }

        foreach (var kind in (string[])["secret", "configMap", "downwardAPI", "projected"])
        {
            volume.Map(kind)?.SetIfAbsent("defaultMode", 420);
        }

        volume.Map("hostPath")?.SetIfAbsent("type", "");
        volume.Map("ephemeral").Map("volumeClaimTemplate").Map("spec")?.SetIfAbsent("volumeMode", "Filesystem");
        var projections = volume.Map("projected").Maps("sources").ToList();
        foreach (var token in projections.Select(source => source.Map("serviceAccountToken")).OfType<JsonObject>())
        {
            token.SetIfAbsent("expirationSeconds", 3600);
        }

        var files = volume.Map("downwardAPI").Maps("items").Concat(projections.SelectMany(source => source.Map("downwardAPI").Maps("items")));
        foreach (var field in files.Select(file => file.Map("fieldRef")).OfType<JsonObject>())
        {
            field.SetIfAbsent("apiVersion", "v1");
        }
    }

    /// <summary>An image without a tag, or with the tag latest, is asked for anew each time.</summary>
    private static string PullPolicyOf(string image)
    {
        var name = image[(image.LastIndexOf('/') + 1)..];
        var tag = name.IndexOf(':', StringComparison.Ordinal) is var colon && colon >= 0 ? name[(colon + 1)..] : "latest";
        return name.Contains('@', StringComparison.Ordinal) || tag != "latest" ? "IfNotPresent" : "Always";
    }
}
