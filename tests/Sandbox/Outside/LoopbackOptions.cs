using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Sandbox.InProcess;

namespace Sandbox.Outside;

/// <summary>Where a stand-in listens, which clock it reads, and the body that it gives an error status.</summary>
internal sealed record LoopbackOptions(Func<int, string?, JsonNode> ErrorBody)
{
    /// <summary>0 takes any free port.</summary>
    public int Port { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>In place of a port: a server without one.</summary>
    public InProcessServer? InProcess { get; init; }

    /// <summary>With a certificate the server speaks https.</summary>
    public X509Certificate2? Certificate { get; init; }
}
