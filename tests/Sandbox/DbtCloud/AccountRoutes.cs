using Sandbox.Outside;

namespace Sandbox.DbtCloud;

/// <summary>Accounts, projects and environments, in both versions of the API.</summary>
internal static class AccountRoutes
{
    public static void Map(WebApplication app, Doors doors)
    {
        foreach (var version in new[] { "v2", "v3" })
        {
            var accounts = $"/api/{version}/accounts";
            app.MapGet(accounts, context => ListAccounts(context, doors));
            app.MapGet(accounts + "/{account:long}", doors.Account(visit => visit.SucceedAsync(AccountShape.Of(visit.Account))));
            app.MapGet(accounts + "/{account:long}/projects", doors.Jobs(ListProjects));
            app.MapGet(accounts + "/{account:long}/projects/{project:long}", doors.Jobs(ShowProject));
            app.MapGet(accounts + "/{account:long}/environments", doors.Jobs(ListEnvironments));
            app.MapGet(accounts + "/{account:long}/environments/{environment:long}", doors.Jobs(ShowEnvironment));
        }
    }

    /// <summary>A token sees the one account that it belongs to.</summary>
    private static Task ListAccounts(HttpContext context, Doors doors)
    {
        var token = FrontDesk.BearerOf(context);
        if (Access.Refuse(doors.World, token, null) is var (status, body))
        {
            return context.SendAsync(status, body);
        }

        var id = doors.World.Tokens.First(candidate => candidate.Value == token).AccountId;
        var seen = doors.World.Accounts.Where(account => account.Id == id).ToArray();
        return context.SendAsync(200, new Paging(100, 0).Wrap(id, "id", seen, AccountShape.Of));
    }

    private static Task ListProjects(Visit visit) =>
        visit.ListAsync("id", visit.Account.Projects, project => AccountShape.OfProject(visit.Account, project));

    private static Task ShowProject(Visit visit) =>
        visit.Account.Projects.FirstOrDefault(project => project.Id == visit.Id("project")) is { } project
            ? visit.SucceedAsync(AccountShape.OfProject(visit.Account, project))
            : visit.FailAsync(404);

    private static Task ListEnvironments(Visit visit) =>
        visit.ListAsync("id", visit.Account.Environments, environment => AccountShape.OfEnvironment(visit.Account, environment));

    private static Task ShowEnvironment(Visit visit) =>
        AccountShape.OfEnvironment(visit.Account, visit.Id("environment")) is { } environment
            ? visit.SucceedAsync(environment)
            : visit.FailAsync(404);
}
