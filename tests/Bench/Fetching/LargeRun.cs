using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Bench.Fetching;

/// <summary>A dbt Cloud with one run that has a large manifest, ten thousand test results, and steps with long logs. Nothing of it is held: it is made while it is sent.</summary>
internal sealed class LargeRun(int megabytes) : IAsyncDisposable
{
    public const string Account = "12345";
    private const string Run = "70471800000777";
    private const string Ended = "2026-11-25 01:12:00+00:00";

    private static readonly string Code = string.Concat(Enumerable.Repeat("select order_id, customer_id from raw.orders\\n", 200));
    private static readonly string Log = new('x', 10_000_000);
    private WebApplication? _app;

    public async Task<Uri> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
        await _app.StartAsync(cancellationToken);
        return new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task AnswerAsync(HttpContext context)
    {
        var parts = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries)[4..] switch
        {
            ["runs"] => [$$"""{"status":{"code":200},"data":[{{RunWith("[]")}}]}"""],
            ["runs", Run] => [$$"""{"status":{"code":200},"data":{{RunWith(Steps())}} }"""],
            [.., "manifest.json"] => Manifest(),
            [.., "run_results.json"] => Results(),
            _ => null,
        };
        context.Response.StatusCode = parts is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        context.Response.ContentType = "application/json";
        foreach (var part in parts ?? ["""{"status":{"code":404},"data":null}"""])
        {
            await context.Response.WriteAsync(part, context.RequestAborted);
        }
    }

    private static string RunWith(string steps) => $$"""{"id":{{Run}},"status":10,"artifacts_saved":true,"finished_at":"{{Ended}}","trigger":null,"run_steps":{{steps}} }""";

    private static string Steps() =>
        $"[{string.Join(',', new[] { "run", "test", "docs generate" }.Select((verb, at) => $$"""{"index":{{(at + 4).ToString(CultureInfo.InvariantCulture)}},"name":"Invoke dbt with `dbt {{verb}}`","status":10,"logs":"{{Log}}"}"""))}]";

    private IEnumerable<string> Manifest()
    {
        yield return """{"metadata":{"dbt_schema_version":"https://schemas.getdbt.com/dbt/manifest/v12.json"},"nodes":{""";
        var columns = string.Join(',', Enumerable.Range(0, 30).Select(column => $$"""
            "c{{column}}":{"name":"c{{column}}","description":"{{new string('d', 200)}}","meta":{},"tags":[]}
            """));
        var sent = 0L;
        for (var model = 0; sent < megabytes * 1_000_000L; model++)
        {
            var text = $$$"""{{{(model == 0 ? "" : ",")}}}"model.shop.m{{{model}}}":{"database":"analytics","schema":"marts","alias":"m{{{model}}}","raw_code":"{{{Code}}}","columns":{{{{columns}}} }}""";
            sent += text.Length;
            yield return text;
        }

        yield return "}}";
    }

    private static IEnumerable<string> Results()
    {
        yield return """{"metadata":{"dbt_schema_version":"https://schemas.getdbt.com/dbt/run-results/v6.json"},"results":[""";
        for (var test = 0; test < 10_000; test++)
        {
            yield return $$"""{{(test == 0 ? "" : ",")}}{"status":"pass","message":null,"unique_id":"test.shop.t{{test}}","compiled_code":"{{Code[..2000]}}"}""";
        }

        yield return "],\"elapsed_time\":1.5}";
    }
}
