using System.Runtime.InteropServices;

namespace Operator.Hosting.Verbs;

/// <summary>Ctrl-C and SIGTERM, while a command has something to say before it ends.</summary>
internal sealed class Interrupts(Action stop) : IDisposable
{
    private readonly PosixSignalRegistration[] _signals = [Register(PosixSignal.SIGINT, stop), Register(PosixSignal.SIGTERM, stop)];

    public void Dispose() => Array.ForEach(_signals, signal => signal.Dispose());

    private static PosixSignalRegistration Register(PosixSignal signal, Action stop) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        stop();
    });
}
