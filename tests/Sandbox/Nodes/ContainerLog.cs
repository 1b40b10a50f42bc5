using System.Text;

namespace Sandbox.Nodes;

/// <summary>What one container has printed, on both streams.</summary>
internal sealed class ContainerLog
{
    private readonly StringBuilder text = new();

    /// <summary>Null is how a process says that a stream has ended.</summary>
    public void Append(string? line)
    {
        if (line is not null)
        {
            lock (text)
            {
                text.AppendLine(line);
            }
        }
    }

    public override string ToString()
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
