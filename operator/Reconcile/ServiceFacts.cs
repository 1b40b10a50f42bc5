using Operator.OpenMetadata;
using Operator.Plan;

namespace Operator.Reconcile;

/// <summary>What OpenMetadata told one bot about one database service.</summary>
internal abstract record ServiceFacts
{
    private ServiceFacts()
    {
    }

    /// <param name="HasTables">Null where the answer could not be read.</param>
    /// <param name="Pipelines">Its dbt pipelines that are enabled, our own among them.</param>
    internal sealed record Found(string? Type, bool? HasTables, IReadOnlyList<DbtPipeline> Pipelines) : ServiceFacts
    {
        /// <summary>All of its dbt pipelines, for those who have to know whether theirs is there; null where the service has no id.</summary>
        public PipelinesSeen? Known { get; init; }
    }

    /// <param name="Others">Names of the services that exist; null where they could not be read.</param>
    internal sealed record Missing(IReadOnlyList<string>? Others) : ServiceFacts;

    internal sealed record NotTold(OpenMetadataFailure Why) : ServiceFacts;
}
