using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Plan;

namespace Operator.Reconcile;

/// <summary>
/// One look at what OpenMetadata shows of a run's models: it is over when everything has its proof, when enough tables were looked
/// at, or when its calls are spent.
/// </summary>
/// <param name="service">Where tables are looked for first.</param>
/// <param name="everywhere">And then in every service.</param>
internal sealed class ArrivalLook(TableQuestions tables, OpenMetadataServer server, AccessToken bot, string service, bool everywhere)
{
    public const int MostCalls = 16;

    private int _calls;
    private ArrivalTrouble? _trouble;
    private bool _lacksDescription = true;
    private bool _lacksLineage = true;
    private bool _lacksTestResult = true;

    private bool MayAsk => _trouble is not { MayPass: true } && _calls < MostCalls;

    public async Task<ArrivalSeen> AtAsync(IReadOnlyList<FetchedModel> models, CancellationToken cancellationToken)
    {
        var seen = new List<ModelSeen>();
        foreach (var model in models.Where(model => !IsRepeatedToken(model)))
        {
            var isEnough = !(_lacksDescription || _lacksLineage || _lacksTestResult) || seen.Count(one => one.Exists == true) == LookedFor.MostTables;
            if (isEnough || !MayAsk)
            {
                break;
            }

            seen.Add(await OneAsync(model, cancellationToken));
        }

        return new ArrivalSeen(everywhere ? null : service) { Models = [.. seen.Where(one => one.Exists is not null)], Trouble = _trouble };
    }

    private async Task<ModelSeen> OneAsync(FetchedModel model, CancellationToken cancellationToken)
    {
        var place = new TablePlace(model.Database, model.Schema, model.Alias!);
        var found = await FindAsync(service, place, cancellationToken);
        if (found is { Count: 0 } && everywhere && MayAsk)
        {
            found = await FindAsync(null, place, cancellationToken);
        }

        if (found is not [var table, ..])
        {
            return new ModelSeen(model) { Exists = found is null ? null : false };
        }

        bool? described = _lacksDescription && model.Described != false ? await ShowsAsync(tables.TableAsync, table, shown => shown.IsDescribed, cancellationToken) : null;
        bool? derived = _lacksLineage && model.Derived != false ? await ShowsAsync(tables.LineageAsync, table, shown => shown.Edges > 0, cancellationToken) : null;
        bool? tested = _lacksTestResult && model.Tested != false ? await ShowsAsync(tables.TestsAsync, table, shown => shown.WithResult > 0, cancellationToken) : null;
        (_lacksDescription, _lacksLineage, _lacksTestResult) = (_lacksDescription && described != true, _lacksLineage && derived != true, _lacksTestResult && tested != true);
        return new ModelSeen(model) { Exists = true, HasDescription = described, HasLineage = derived, HasTestResult = tested };
    }

    /// <summary>Null where it could not be told.</summary>
    private async Task<IReadOnlyList<string>?> FindAsync(string? where, TablePlace place, CancellationToken cancellationToken)
    {
        _calls++;
        return Told(await tables.FindAsync(server, bot, where, place, cancellationToken), new FoundTables([]))?.FullNames;
    }

    /// <summary>Null where it was not asked, or could not be told.</summary>
    private async Task<bool?> ShowsAsync<T>(
        Func<OpenMetadataServer, AccessToken, string, CancellationToken, Task<OpenMetadataAnswer<T>>> ask, string table, Func<T, bool> shows, CancellationToken cancellationToken)
        where T : class
    {
        if (!MayAsk)
        {
            return null;
        }

        _calls++;
        return await ask(server, bot, table, cancellationToken) switch
        {
            OpenMetadataAnswer<T>.Found { Value: var value } => shows(value),
            OpenMetadataAnswer<T>.Failed { Why: var why } => Note(why),
            _ => false,
        };
    }

    private T? Told<T>(OpenMetadataAnswer<T> answer, T none)
        where T : class
    {
        switch (answer)
        {
            case OpenMetadataAnswer<T>.Found { Value: var value }:
                return value;
            case OpenMetadataAnswer<T>.Failed { Why: var why }:
                Note(why);
                return null;
            default:
                return none;
        }
    }

    /// <summary>The first trouble is told; one that may pass hides one that will not.</summary>
    private bool? Note(OpenMetadataFailure why)
    {
        var mayPass = OpenMetadataVerdicts.IsOutsideTrouble(why) || why is OpenMetadataFailure.Refused { Reason: BotRefusal.InvalidToken };
        _trouble = _trouble is null || mayPass ? new ArrivalTrouble(OpenMetadataVerdicts.Of(why, server).Message, mayPass) : _trouble;
        return null;
    }

    private bool IsRepeatedToken(FetchedModel model) => new[] { model.Database, model.Schema, model.Alias }.Any(part => part is not null && bot.IsRepeatedBy(part));
}
