using System.Text.Json.Nodes;
using Sandbox.Controllers;

namespace Sandbox.Nodes;

/// <summary>How a container ended.</summary>
internal sealed record ContainerEnd(int ExitCode, DateTimeOffset StartedAt, DateTimeOffset FinishedAt)
{
    /// <summary>The runtime's word for an end that is neither Completed nor Error.</summary>
    public string? Reason { get; init; }

    /// <summary>What the container left behind, or what the runtime says of it.</summary>
    public string Message { get; init; } = "";
}

/// <summary>Where a container stands: the three states that the kubelet knows.</summary>
internal abstract record ContainerState
{
    private ContainerState()
    {
    }

    public bool HasSucceeded => this is Terminated { End.ExitCode: 0 };

    public bool HasFailed => this is Terminated { End.ExitCode: not 0 };

    public abstract JsonObject ToJson();

    /// <summary>It has not started, or cannot.</summary>
    public sealed record Waiting(string Reason, string? Message = null) : ContainerState
    {
        public override JsonObject ToJson()
        {
            var waiting = new JsonObject { ["reason"] = Reason };
            if (Message is not null)
            {
                waiting["message"] = Message;
            }

            return new JsonObject { ["waiting"] = waiting };
        }
    }

    /// <summary>It runs.</summary>
    public sealed record Running(DateTimeOffset StartedAt) : ContainerState
    {
        public override JsonObject ToJson() => new() { ["running"] = new JsonObject { ["startedAt"] = StartedAt.Rfc3339() } };
    }

    /// <summary>It has ended, and is not started again.</summary>
    public sealed record Terminated(ContainerEnd End) : ContainerState
    {
        public override JsonObject ToJson()
        {
            var terminated = new JsonObject
            {
                ["exitCode"] = End.ExitCode,
                ["reason"] = End.Reason ?? (End.ExitCode == 0 ? "Completed" : "Error"),
                ["startedAt"] = End.StartedAt.Rfc3339(),
                ["finishedAt"] = End.FinishedAt.Rfc3339(),
            };
            if (End.Message.Length > 0)
            {
                terminated["message"] = End.Message;
            }

            return new JsonObject { ["terminated"] = terminated };
        }
    }
}
