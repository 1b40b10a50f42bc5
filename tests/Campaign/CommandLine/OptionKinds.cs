using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Campaign.Scenarios;

namespace Campaign.CommandLine;

/// <summary>Reads the values of options; a wrong one is answered with the option's name and what it takes.</summary>
internal static class OptionKinds
{
    public static string AllKinds { get; } = string.Join(", ", Enum.GetNames<Kind>().Select(name => name.ToLowerInvariant()));

    public static Option<int> Number(string name, int initial, int smallest, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => initial,
        CustomParser = result =>
        {
            var word = result.Tokens.Single().Value;
            if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= smallest)
            {
                return number;
            }

            result.AddError($"{name} takes a whole number from {smallest}, not \"{word}\".");
            return initial;
        },
    };

    public static Kind[] ParseKinds(ArgumentResult result)
    {
        List<Kind> kinds = [];
        foreach (var word in result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            if (!int.TryParse(word, out _) && Enum.TryParse<Kind>(word, ignoreCase: true, out var kind))
            {
                kinds.Add(kind);
            }
            else
            {
                result.AddError($"--kinds knows no \"{word}\"; it takes {AllKinds}.");
            }
        }

        return [.. kinds];
    }
}
