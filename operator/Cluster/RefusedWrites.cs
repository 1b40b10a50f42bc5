using System.Collections.Concurrent;
using Operator.Cluster.Api;

namespace Operator.Cluster;

/// <summary>
/// Tells the rule that is missing when RBAC refuses a write: once for each namespace, and again after one of its kind has got
/// through. Without it an ingestion whose status may not be written would fail in silence.
/// </summary>
internal sealed partial class RefusedWrites(ILogger logger)
{
    private readonly ConcurrentDictionary<(string Verbs, string Resource, string Namespace), bool> _told = [];

    /// <summary>Hands the answer on.</summary>
    public WriteAnswer Heard(WriteAnswer answer, string verbs, ApiResource resource, string @namespace)
    {
        var rule = (verbs, resource.ToString(), @namespace);
        if (answer is WriteAnswer.Done)
        {
            _told.TryRemove(rule, out _);
        }
        else if (answer is WriteAnswer.Forbidden(var why) && _told.TryAdd(rule, true))
        {
            Log.Forbidden(logger, verbs, resource, @namespace, resource.Plural, resource.Group, why);
        }

        return answer;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "RBAC does not allow to {Verbs} {Resource} in the namespace {Namespace}: grant the operator's service account the verbs {Verbs} on resources [\"{Plural}\"] in apiGroups [\"{Group}\"] there; {Why}")]
        public static partial void Forbidden(ILogger logger, string verbs, ApiResource resource, string @namespace, string plural, string group, string why);
    }
}
