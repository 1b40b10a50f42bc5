namespace Sandbox.OpenMetadata;

/// <summary>Full names: parts joined by dots, a part that has dots itself in double quotes.</summary>
internal static class FullName
{
    public static string Join(params IEnumerable<string> parts) =>
        string.Join('.', parts.Select(part => part.Contains('.') && !part.StartsWith('"') ? $"\"{part}\"" : part));

    public static IReadOnlyList<string> Split(string name)
    {
        List<string> parts = [];
        var start = 0;
        var quoted = false;
        for (var i = 0; i <= name.Length; i++)
        {
            if (i == name.Length || (name[i] == '.' && !quoted))
            {
                parts.Add(name[start..i].Trim('"'));
                start = i + 1;
            }
            else if (name[i] == '"')
            {
                quoted = !quoted;
            }
        }

        return parts;
    }
}
