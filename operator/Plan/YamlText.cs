using System.Globalization;
using System.Text;

namespace Operator.Plan;

/// <summary>
/// Writes block YAML line by line, always in the same way. Texts stand in single quotes: inside them nothing but the quote has a
/// meaning, so an expanded token cannot change the document. What is not set is not written.
/// </summary>
internal sealed class YamlText
{
    private readonly StringBuilder _lines = new();
    private int _depth;

    public YamlText Map(string key, Action<YamlText> content)
    {
        Line($"{key}:");
        _depth++;
        content(this);
        _depth--;
        return this;
    }

    public YamlText EmptyMap(string key) => Line($"{key}: {{}}");

    public YamlText Text(string key, string? value) => value is null ? this : Line($"{key}: {Quoted(value)}");

    public YamlText Flag(string key, bool? value) => value is { } flag ? Line($"{key}: {(flag ? "true" : "false")}") : this;

    public YamlText Number(string key, int? value) => value is { } number ? Line($"{key}: {number.ToString(CultureInfo.InvariantCulture)}") : this;

    public YamlText Texts(string key, IReadOnlyList<string>? values)
    {
        if (values is not { Count: > 0 })
        {
            return this;
        }

        Line($"{key}:");
        foreach (var value in values)
        {
            Line($"- {Quoted(value)}");
        }

        return this;
    }

    public override string ToString() => _lines.ToString();

    private static string Quoted(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private YamlText Line(string text)
    {
        _lines.Append(' ', _depth * 2).Append(text).Append('\n');
        return this;
    }
}
