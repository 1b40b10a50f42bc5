using System.Security.Cryptography.X509Certificates;
using Sandbox.DbtCloud;
using Sandbox.OpenMetadata;
using Sandbox.Outside;

namespace Operator.ApiTests.Outside;

/// <summary>The surroundings of one recorded case: both worlds, what goes wrong in them, and the changes to the document.</summary>
internal sealed record Situation
{
    public Func<DbtCloudWorld, DbtCloudWorld> DbtCloud { get; init; } = world => world;

    public Func<OpenMetadataWorld, OpenMetadataWorld> OpenMetadata { get; init; } = world => world;

    public IReadOnlyList<Fault> DbtFaults { get; init; } = [];

    public IReadOnlyList<Fault> OpenMetadataFaults { get; init; } = [];

    public bool PipelineExists { get; init; }

    /// <summary>Redirects every call to the same server under its other name.</summary>
    public bool RedirectsToOtherHost { get; init; }

    public Func<string, string> Document { get; init; } = document => document;

    public string DbtToken { get; init; } = RecordedWorld.DbtToken;

    public string RunId { get; init; } = RecordedWorld.RunId;

    /// <summary>With a certificate OpenMetadata speaks https.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Variables beside the two tokens and the run's id.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>The files that the local source names; null takes the cloud source.</summary>
    public IReadOnlyDictionary<string, string>? LocalFiles { get; init; }

    /// <summary>A file that the document names although it does not exist.</summary>
    public string? AbsentFile { get; init; }
}
