using Operator.DbtCloud;
using Operator.Outbound;
using Operator.Tests.Outbound;
using Xunit;

namespace Operator.Tests.DbtCloud;

public sealed class RefusalTests
{
    [Theory]
    [InlineData(401, "Invalid token.", "InvalidTokenOrHost")]
    [InlineData(401, "The API is not accessible to unpaid accounts.", "PlanNotPaid")]
    [InlineData(403, "Access denied: Token is not scoped to account.", "WrongAccount")]
    [InlineData(403, "Forbidden: Access denied", "WrongAccount")]
    [InlineData(404, "The requested resource was not found. Please check that you have the proper permissions.", "WrongAccount")]
    public async Task A_refusal_of_the_probe_says_what_is_wrong(int status, string message, string reason)
    {
        var answer = await Probe(DbtCloudDialogue.Refusing(status, message));

        Assert.Equal(reason, Assert.IsType<DbtCloudFailure.Refused>(answer.Failure()).Reason.ToString());
    }

    [Fact]
    public async Task A_403_that_denies_the_account_to_an_address_is_about_the_address()
    {
        var data = """{"account_id":1,"user_id":2,"is_service_token":true,"account_access_denied":true}""";

        var answer = await Probe(DbtCloudDialogue.Refusing(403, "Forbidden: Access denied", data));

        Assert.Equal(new DbtCloudFailure.Refused(RefusalReason.IpNotAllowlisted), answer.Failure());
    }

    [Fact]
    public async Task A_404_of_one_thing_is_that_it_is_missing()
    {
        var dialogue = DbtCloudDialogue.Refusing(404, "The requested resource was not found.");

        Assert.IsType<DbtCloudAnswer<DbtJob>.Missing>(await dialogue.Client.JobAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, "1", Cancelled));
        Assert.IsType<DbtCloudAnswer<DbtRun>.Missing>(await dialogue.Client.RunAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, "1", Cancelled));
        Assert.IsType<DbtCloudAnswer<IReadOnlyList<string>>.Missing>(
            await dialogue.Client.ArtifactsAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, "1", Cancelled));
    }

    [Fact]
    public async Task A_web_page_is_no_answer_whatever_its_status()
    {
        Assert.Equal(new DbtCloudFailure.Unexpected(UnexpectedAnswer.Html), (await Probe(new(_ => Reply.Html()))).Failure());
        Assert.Equal(new DbtCloudFailure.Unexpected(UnexpectedAnswer.Html, 403), (await Probe(new(_ => Reply.Html(403)))).Failure());
        Assert.Equal(new DbtCloudFailure.Unexpected(UnexpectedAnswer.Html, 404), (await Probe(new(_ => Reply.Html(404)))).Failure());
    }

    [Fact]
    public async Task A_401_is_a_refusal_even_from_a_host_that_answers_with_a_page() =>
        Assert.Equal(new DbtCloudFailure.Refused(RefusalReason.InvalidTokenOrHost), (await Probe(new(_ => Reply.Html(401)))).Failure());

    [Theory]
    [InlineData("""{"status":{"code":200,"is_success":true},"data":[{"id":1""", "BrokenJson")]
    [InlineData("", "BrokenJson")]
    [InlineData("OK", "BrokenJson")]
    [InlineData("[]", "BrokenJson")]
    [InlineData("""{"ok":true}""", "NoEnvelope")]
    public async Task An_answer_that_is_none_of_the_api_s_is_told_apart(string body, string what)
    {
        var answer = await Probe(new(_ => Reply.Text(body, "text/plain")));

        Assert.Equal(what, Assert.IsType<DbtCloudFailure.Unexpected>(answer.Failure()).What.ToString());
    }

    [Fact]
    public async Task Json_that_nests_without_end_is_broken()
    {
        var answer = await Probe(new(_ => Reply.Json(DbtCloudDialogue.Enveloped(string.Concat(Enumerable.Repeat("[", 5000))))));

        Assert.Equal(new DbtCloudFailure.Unexpected(UnexpectedAnswer.BrokenJson), answer.Failure());
    }

    [Fact]
    public async Task A_refusal_in_the_envelope_counts_although_the_status_of_http_is_200()
    {
        var body = """{"status":{"code":401,"is_success":false,"user_message":"Invalid token."},"data":null}""";

        Assert.Equal(new DbtCloudFailure.Refused(RefusalReason.InvalidTokenOrHost), (await Probe(new(_ => Reply.Json(body)))).Failure());
    }

    [Fact]
    public async Task A_bad_parameter_is_a_status_of_its_own() =>
        Assert.Equal(new DbtCloudFailure.Unexpected(UnexpectedAnswer.Status, 400), (await Probe(DbtCloudDialogue.Refusing(400, "limit"))).Failure());

    [Fact]
    public async Task A_redirect_to_another_host_is_named_and_the_token_stays()
    {
        var dialogue = new DbtCloudDialogue(_ => Reply.Redirect("https://www.getdbt.com/login"));

        Assert.Equal(new DbtCloudFailure.Unexpected(UnexpectedAnswer.Redirect, Host: "www.getdbt.com"), (await Probe(dialogue)).Failure());
        Assert.Equal(["ab123.us1.dbt.com"], dialogue.Asked.Select(asked => asked.Url.Host));
    }

    [Fact]
    public async Task A_429_says_until_when_and_5xx_that_it_cannot_tell()
    {
        Assert.IsType<DbtCloudFailure.BusyUntil>((await Probe(new(_ => Reply.TooMany()))).Failure());
        Assert.Equal(new DbtCloudFailure.Unreachable(UnreachableKind.ServerError, 503), (await Probe(new(_ => Reply.Status(503)))).Failure());
    }

    [Fact]
    public async Task A_host_that_the_policy_forbids_is_not_asked()
    {
        var dialogue = DbtCloudDialogue.Answering("[]");
        var account = DbtAccount.At("http://ab123.us1.dbt.com", "1")!;

        var answer = await dialogue.Client.ProbeAsync(account, DbtCloudDialogue.Token, Cancelled);

        Assert.Equal(new DbtCloudFailure.NotAllowed(HostRefusal.InsecureScheme), answer.Failure());
        Assert.Empty(dialogue.Asked);
    }

    [Fact]
    public async Task No_answer_repeats_the_token()
    {
        var failures = new[]
        {
            await Probe(DbtCloudDialogue.Refusing(401, "dbtc_canary is invalid")),
            await Probe(new(_ => Reply.Redirect("https://dbtc_canary@elsewhere.example/?token=dbtc_canary"))),
            await Probe(new(_ => throw new HttpRequestException("dbtc_canary"))),
            await Probe(new(_ => Reply.Text("dbtc_canary", "text/plain"))),
        };

        Assert.All(failures, failure => Assert.DoesNotContain("canary", failure.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static Task<DbtCloudAnswer<DbtProof>> Probe(DbtCloudDialogue dialogue) =>
        dialogue.Client.ProbeAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, Cancelled);
}
