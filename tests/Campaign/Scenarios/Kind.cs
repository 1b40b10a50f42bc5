namespace Campaign.Scenarios;

/// <summary>What a scenario tries.</summary>
internal enum Kind
{
    /// <summary>Resources, what they own, Secrets and the answers from far away become anything that they can become.</summary>
    Mutations,

    /// <summary>The operator dies at one of its calls.</summary>
    Crashes,

    /// <summary>What happens is told late, cut off, or not at all.</summary>
    Events,

    /// <summary>The API server refuses, breaks, hangs.</summary>
    Server,

    /// <summary>Two replicas, of which one is frozen, cut off, or has a wrong clock.</summary>
    Replicas,

    /// <summary>Requests to run, while resources and Jobs are deleted and the API server fails.</summary>
    Runs,
}
