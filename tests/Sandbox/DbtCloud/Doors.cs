using System.Globalization;
using System.Text.Json.Nodes;
using Sandbox.Outside;

namespace Sandbox.DbtCloud;

/// <summary>What a route gets to see once token, account and limit have been checked.</summary>
internal sealed record Visit(HttpContext Context, DbtCloudWorld World, DbtAccount Account, string? Token)
{
    public IQueryCollection Query => Context.Request.Query;

    public Uri Server => new($"{Context.Request.Scheme}://{Context.Request.Host}");

    public long Id(string name) => long.Parse(Context.Request.RouteValues[name]!.ToString()!, CultureInfo.InvariantCulture);

    public Task SucceedAsync(JsonNode? data) => Context.SendAsync(200, Envelope.Success(data));

    public Task FailAsync(int status, string? message = null) => Context.SendAsync(status, Envelope.Failure(status, message));

    /// <summary>One page of a list, or 400 where limit or offset are out of bounds.</summary>
    public Task ListAsync<T>(string order, IReadOnlyList<T> all, Func<T, JsonNode> shape) =>
        Paging.From(Query) is { } paging
            ? Context.SendAsync(200, paging.Wrap(Account.Id, order, all, shape))
            : FailAsync(400, "Limit must be between 0 and 100 and offset must not be negative.");
}

/// <summary>The way in: refuses tokens, limits accounts, and hands the rest to a route.</summary>
internal sealed class Doors(DbtCloudWorld world, TimeProvider time)
{
    private readonly AccountLimit limit = new(time);
    private DbtCloudWorld world = world;

    public DbtCloudWorld World => Volatile.Read(ref world);

    public void Change(Func<DbtCloudWorld, DbtCloudWorld> change)
    {
        DbtCloudWorld before;
        do
        {
            before = World;
        }
        while (Interlocked.CompareExchange(ref world, change(before), before) != before);
    }

    /// <summary>Account settings need more than jobs and runs do.</summary>
    public RequestDelegate Account(Func<Visit, Task> route) => Open(Access.MayReadAccount, route);

    public RequestDelegate Jobs(Func<Visit, Task> route) => Open(Access.MayReadJobs, route);

    private RequestDelegate Open(Func<DbtCloudWorld, string?, bool> may, Func<Visit, Task> route) => context =>
    {
        var now = World;
        var token = FrontDesk.BearerOf(context);
        var id = long.Parse(context.Request.RouteValues["account"]!.ToString()!, CultureInfo.InvariantCulture);
        var signed = SignedAddress.IsSigned(context.Request);
        if (!signed && Access.Refuse(now, token, id) is var (status, body))
        {
            return context.SendAsync(status, body);
        }

        if (!limit.Allows(id, now))
        {
            return context.SendAsync(429, Envelope.Failure(429, null));
        }

        return now.Account(id) is { } account && (signed || may(now, token))
            ? route(new Visit(context, now, account, token))
            : context.SendAsync(404, Envelope.Failure(404, null));
    };
}
