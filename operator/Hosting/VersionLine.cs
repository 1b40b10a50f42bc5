using System.CommandLine;
using System.CommandLine.Invocation;

namespace Operator.Hosting;

/// <summary>What <c>--version</c> prints, in one line.</summary>
internal sealed class VersionLine(TextWriter output) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        output.WriteLine(BuildInfo.Line);
        return ProcessExit.Stopped;
    }
}
