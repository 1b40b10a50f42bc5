namespace Operator.Hosting;

/// <summary>Which log lines are written: a level that can be changed while the process runs.</summary>
internal sealed class LogLevels(LogLevel initial)
{
    /// <summary>The levels by the names under which people set them.</summary>
    public static readonly IReadOnlyList<string> Names = [.. Enum.GetNames<LogLevel>().Except([nameof(LogLevel.Critical), nameof(LogLevel.None)])];

    private volatile LogLevel _current = initial;

    public LogLevel Current
    {
        get => _current;
        set => _current = value;
    }

    /// <summary>The host's own categories are of interest only when something is wrong.</summary>
    public bool Allows(string? category, LogLevel level) =>
        level >= _current && (level >= LogLevel.Warning || category?.StartsWith("Microsoft.", StringComparison.Ordinal) != true);

    /// <summary>Null where the text is not one of <see cref="Names"/>; a number is none.</summary>
    public static LogLevel? Read(string text) =>
        Names.FirstOrDefault(name => name.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse<LogLevel>(name) : null;
}
