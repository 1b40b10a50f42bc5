using System.Globalization;
using System.Text.Json.Nodes;

namespace Sandbox.Ingestion;

/// <summary>What one step of the workflow counted.</summary>
internal sealed class StepTally(string name)
{
    private readonly List<(string Name, string Error)> failures = [];

    public string Name => name;

    public int Records { get; set; }

    public int Warnings { get; set; }

    public int Filtered { get; set; }

    public int Errors => failures.Count;

    /// <summary>The real package counts a step without any record as if there were one.</summary>
    public double SuccessPercent => Math.Round(100.0 * Math.Max(1, Records) / (Math.Max(1, Records) + Errors), 2);

    public string SuccessText => SuccessPercent.ToString("0.0#", CultureInfo.InvariantCulture);

    public void Fail(string subject, string error) => failures.Add((subject, error));

    public JsonObject Status()
    {
        var status = new JsonObject
        {
            ["name"] = name,
            ["records"] = Records,
            ["updated_records"] = 0,
            ["warnings"] = Warnings,
            ["errors"] = Errors,
            ["filtered"] = Filtered,
        };
        if (failures.Count > 0)
        {
            status["failures"] = new JsonArray([.. failures.Select(failure => new JsonObject { ["name"] = failure.Name, ["error"] = failure.Error })]);
        }

        return status;
    }

    public string Sentence() =>
        $"{name} reported errors: {name} Summary: [{Records} Records, [0 Updated Records, {Warnings} Warnings, {Errors} Errors, {Filtered} Filtered]";
}
