using Sandbox.OpenMetadata;

namespace Sandbox.Ingestion;

/// <summary>What all parts of one run share: the document, the server, the log and the two counters.</summary>
internal sealed record RunContext(Workflow Workflow, PlayedVersion Version, RestClient Server, IngestionLog Log, TimeProvider Time)
{
    public StepTally Source { get; } = new("dbt");

    public StepTally Sink { get; } = new("OpenMetadata");

    public Family Family => Version.Family;

    /// <summary>1.12 keeps no count of warnings.</summary>
    public void Warn(string place, string message)
    {
        Log.Warning("Ingestion", place, message);
        Source.Warnings += Family == Family.OneTwelve ? 0 : 1;
    }

    public void FailSource(string subject, string sentence)
    {
        Log.Warning("Ingestion", Log.Places.Failure, sentence);
        Source.Fail(subject, sentence);
    }

    public void FailSink(string subject, string sentence)
    {
        Log.Warning("Ingestion", Log.Places.Failure, sentence);
        Sink.Fail(subject, sentence);
    }

    public string TableName(DbtNode node) => FullName.Join(Workflow.Service, node.Database, node.Schema, node.Table);
}
