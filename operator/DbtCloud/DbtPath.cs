using System.Globalization;

namespace Operator.DbtCloud;

/// <summary>Paths and queries below an account. Every path ends with a slash, and a list is one value that holds a JSON array.</summary>
internal static class DbtPath
{
    public const int PageSize = 100;

    /// <summary>Whether a text can stand in a path as an id: anything else could lead out of the account.</summary>
    public static bool IsId(string text) => text.Length is > 0 and <= 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>The page of a list that starts at <paramref name="offset"/>.</summary>
    public static string Page(string list, int offset, params (string Name, string? Value)[] filters) =>
        list + Query([.. filters, ("limit", Number(PageSize)), ("offset", Number(offset))]);

    public static string Runs(DbtRunQuery query) => "runs/" + Query(
        ("order_by", "-finished_at"),
        ("status__in", $"[{string.Join(',', query.Statuses.Select(status => Number(status.Code)))}]"),
        ("project_id", query.ProjectId),
        ("job_definition_id", query.JobId),
        ("environment_id", query.EnvironmentId),
        ("include_related", """["trigger"]"""),
        ("limit", Number(Math.Clamp(query.Limit, 1, PageSize))));

    public static string Run(string runId) => $"runs/{runId}/" + Query(("include_related", """["trigger","run_steps"]"""));

    /// <summary>A file as one step left it; without a number, as the last one did.</summary>
    public static string OfStep(string file, int? step) => step is { } number ? file + Query(("step", Number(number))) : file;

    private static string Query(params (string Name, string? Value)[] parameters) => "?" + string.Join('&',
        parameters.Where(parameter => parameter.Value is not null).Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}"));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
