using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Runtime.ExceptionServices;

namespace Operator.ApiTests.Stories;

/// <summary>
/// All that a process tells whoever listens: its activities with tags and events, its event sources at their most talkative, and
/// the text of every exception at the moment it is thrown. Left out are the runtime's Private.InternalDiagnostics, which print
/// requests with their headers for people who debug the runtime: the shipped binary is built without event sources.
/// </summary>
internal sealed class Overheard : EventListener
{
    private static readonly string[] OfTheRuntime = ["Private.", "Microsoft-Windows-DotNETRuntime", "System.Threading.", "System.Buffers.", "System.Collections.", "System.Runtime"];
    private readonly ConcurrentQueue<string> lines = new();
    private readonly ActivityListener activities = new();

    public Overheard()
    {
        activities.ShouldListenTo = _ => true;
        activities.Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded;
        activities.ActivityStopped = activity => lines.Enqueue(Told(activity));
        ActivitySource.AddActivityListener(activities);
        AppDomain.CurrentDomain.FirstChanceException += Hear;
    }

    public string All => string.Join('\n', lines);

    public override void Dispose()
    {
        AppDomain.CurrentDomain.FirstChanceException -= Hear;
        activities.Dispose();
        base.Dispose();
    }

    // Called for the sources that exist before the constructor has run.
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (!OfTheRuntime.Any(name => eventSource.Name.StartsWith(name, StringComparison.Ordinal)))
        {
            EnableEvents(eventSource, EventLevel.Verbose, EventKeywords.All);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData) =>
        lines?.Enqueue($"{eventData.EventSource.Name} {eventData.EventName} {eventData.Message} {string.Join(' ', eventData.Payload ?? [])}");

    private static string Told(Activity activity) =>
        $"{activity.Source.Name} {activity.DisplayName} {activity.StatusDescription} {Told(activity.TagObjects)} {Told(activity.Baggage.Select(item => KeyValuePair.Create(item.Key, (object?)item.Value)))} "
        + string.Join(' ', activity.Events.Select(one => $"{one.Name} {Told(one.Tags)}"));

    private static string Told(IEnumerable<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.Select(tag => $"{tag.Key}={tag.Value}"));

    private void Hear(object? sender, FirstChanceExceptionEventArgs told) => lines.Enqueue(told.Exception.ToString());
}
