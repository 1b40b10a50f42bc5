using Bench.Reporting;

namespace Bench.Phases;

/// <summary>One thing that is measured. Phases run in order, each on the world that the one before has left.</summary>
internal interface IPhase
{
    /// <summary>As --skip names it.</summary>
    string Name { get; }

    Task<Figures> RunAsync(Stage stage, Figures figures, CancellationToken cancellationToken);
}
