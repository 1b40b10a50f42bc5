namespace Operator.Hosting.Verbs;

/// <summary>Colours of a terminal; without one, plain text.</summary>
internal sealed class Paint(bool isOn)
{
    public string Bold(string text) => With("1", text);

    public string Dim(string text) => With("2", text);

    public string Red(string text) => With("31", text);

    public string Green(string text) => With("32", text);

    public string Yellow(string text) => With("33", text);

    private string With(string code, string text) => isOn && text.Length > 0 ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
