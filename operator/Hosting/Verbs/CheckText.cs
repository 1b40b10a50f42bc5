using System.Globalization;
using Operator.Plan;
using Operator.Resource;

namespace Operator.Hosting.Verbs;

/// <summary>The ticks for people.</summary>
internal static class CheckText
{
    private const int DurationWidth = 7;

    public static void Write(CheckedIngestion one, bool isFurther, Surroundings surroundings)
    {
        var (output, paint) = (surroundings.Out, new Paint(surroundings.HasColours));
        if (isFurther)
        {
            output.WriteLine();
        }

        output.WriteLine($"{paint.Bold(one.Manifest.ToString())}  {paint.Dim(one.Manifest.Place)}".TrimEnd());
        var width = one.Lines.Max(line => line.Name.Length);
        foreach (var line in one.Lines)
        {
            var took = line.Took is { } time ? Duration(time) : "";
            output.WriteLine($"  {Mark(line, paint)} {line.Name.PadRight(width)}  {paint.Dim(took.PadLeft(DurationWidth))}  {Said(line, one.Manifest.Ingestion)}".TrimEnd());
        }

        output.WriteLine($"  {Sum(one, paint)}");
        if (one.Lines.Any(line => line.Reason == Reasons.SecretsResolved.SecretNotFound.Name))
        {
            surroundings.Error.WriteLine($"Tokens can come from --kubeconfig FILE, from a Secret among the manifests, from {OwnNames.DbtTokenVariable} and {OwnNames.BotTokenVariable}, or from --dbt-token-file and --openmetadata-token-file.");
        }
    }

    private static string Mark(CheckLine line, Paint paint) => line.Result switch
    {
        CheckResults.Passed => paint.Green("✓"),
        CheckResults.Warning => paint.Yellow("!"),
        CheckResults.Failed => paint.Red("✗"),
        CheckResults.Skipped => paint.Dim("-"),
        _ => paint.Yellow("?"),
    };

    private static string Said(CheckLine line, DbtCloudIngestion ingestion)
    {
        var words = line.Message ?? (line.Name, line.Result) switch
        {
            (CheckNames.ApiConnectivity, CheckResults.Passed) => Addresses.DbtCloud(ingestion.Spec?.Account),
            (CheckNames.AccountAccess, CheckResults.Passed) => $"account {ingestion.Spec?.Account?.Id}",
            (CheckNames.Artifacts, CheckResults.Passed) => "nothing is missing",
            (_, CheckResults.Unknown) => "not asked",
            (_, CheckResults.Skipped) => "not asked, since a check before it failed",
            _ => "",
        };
        var reason = line.Reason is not null && line.Result is CheckResults.Failed or CheckResults.Warning ? $"{line.Reason}: " : "";
        return line.Filter is { } filter ? $"{filter}: {reason}{words}".TrimEnd(' ', ':') : reason + words;
    }

    private static string Sum(CheckedIngestion one, Paint paint)
    {
        var parts = new[] { (CheckResults.Failed, "failed"), (CheckResults.Unknown, "could not be told"), (CheckResults.Skipped, "skipped"), (CheckResults.Warning, "with a warning"), (CheckResults.Passed, "passed") }
            .Select(kind => (Count: one.Count(kind.Item1), Word: kind.Item2))
            .Where(kind => kind.Count > 0)
            .Select(kind => $"{kind.Count.ToString(CultureInfo.InvariantCulture)} {kind.Word}");
        var text = string.Join(", ", parts);
        return one.ExitCode == VerbExit.Done ? paint.Green(text) : one.ExitCode == VerbExit.Failed ? paint.Red(text) : paint.Yellow(text);
    }

    private static string Duration(TimeSpan time) => time < TimeSpan.FromSeconds(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
