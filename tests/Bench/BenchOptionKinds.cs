using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Bench;

/// <summary>Reads the values of options; a wrong one is answered with the option's name and what it takes.</summary>
internal static class BenchOptionKinds
{
    /// <param name="phase">What --skip calls the phase that the number belongs to.</param>
    public static Option<int> Number(string name, int initial, int smallest, string description, string? phase = null) => new(name)
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

            result.AddError($"{name} takes a whole number from {smallest}, not \"{word}\"{(phase is null ? "." : $"; to leave it out, say --skip {phase}.")}");
            return initial;
        },
    };

    public static int[] ParseSizes(ArgumentResult result)
    {
        var words = Words(result);
        var sizes = words.Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0).ToArray();
        if (sizes.Length == 0 || sizes.Contains(0))
        {
            result.AddError($"--resources takes whole numbers from 1, such as 1000,5000, not \"{string.Join(',', words)}\".");
        }

        return sizes;
    }

    public static string[] ParseSkipped(ArgumentResult result)
    {
        var words = Words(result);
        if (words.Except(BenchRun.Skippable).FirstOrDefault() is { } unknown)
        {
            result.AddError($"--skip knows no \"{unknown}\"; it takes {string.Join(", ", BenchRun.Skippable)}.");
        }

        return words;
    }

    private static string[] Words(ArgumentResult result) =>
        [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
}
