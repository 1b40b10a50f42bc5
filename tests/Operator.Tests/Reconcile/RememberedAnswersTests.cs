using Microsoft.Extensions.Time.Testing;
using Operator.DbtCloud;
using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Plan;
using Operator.Reconcile;
using Operator.Resource;
using Operator.Tests.Plan;
using Xunit;

namespace Operator.Tests.Reconcile;

/// <summary>Which answers of the outside are taken for those of the next resource, too, and for how long.</summary>
public sealed class RememberedAnswersTests
{
    private static readonly DbtCloudIngestion Analytics = GoldenCase.Load("created").Ingestion;
    private static readonly DbtAccount Account = DbtAccount.At("https://ab123.us1.dbt.com", "12345")!;
    private static readonly OpenMetadataServer Server = OpenMetadataServer.At("https://openmetadata.example", Trust.System)!;

    private readonly FakeTimeProvider _time = new();
    private readonly Outside _outside;
    private readonly ConnectionTest _connection;
    private readonly OpenMetadataTest _server;

    public RememberedAnswersTests()
    {
        _outside = new Outside(_time);
        _connection = new ConnectionTest(_outside.DbtCloud, _time);
        _server = new OpenMetadataTest(_outside.OpenMetadata, new FakeCluster(), new PlanOptions(), _time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Resources_of_one_account_share_its_proof_for_a_minute()
    {
        await TestAsync();
        _time.Advance(TimeSpan.FromSeconds(59));
        await TestAsync();
        Assert.Equal(1, _outside.Proofs);

        _time.Advance(TimeSpan.FromSeconds(1));
        await TestAsync();

        Assert.Equal(2, _outside.Proofs);
    }

    [Fact]
    public async Task Whoever_takes_a_proof_over_says_when_it_was_made()
    {
        var made = (await TestAsync()).TestedAt;
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(made, (await TestAsync()).TestedAt);
    }

    [Fact]
    public async Task A_refusal_is_not_remembered_so_that_a_repair_is_seen_at_once()
    {
        _outside.TokenIsValid = false;
        Assert.Equal(Reasons.ConnectionVerified.InvalidTokenOrHost, (await TestAsync()).Reason);

        _outside.TokenIsValid = true;

        Assert.Equal(Reasons.ConnectionVerified.Verified, (await TestAsync()).Reason);
    }

    [Fact]
    public async Task A_proof_with_one_revision_of_a_token_says_nothing_about_another()
    {
        await TestAsync();
        _outside.TokenIsValid = false;

        Assert.Equal(Reasons.ConnectionVerified.InvalidTokenOrHost, (await TestAsync(revision: "uid/8")).Reason);
    }

    [Theory]
    [InlineData("data", "user")]
    [InlineData("finance", "token")]
    public async Task Nor_one_with_one_key_of_a_Secret_about_another_or_about_a_Secret_elsewhere(string @namespace, string key)
    {
        await TestAsync();
        _outside.TokenIsValid = false;

        Assert.Equal(Reasons.ConnectionVerified.InvalidTokenOrHost, (await TestAsync(@namespace: @namespace, key: key)).Reason);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    public async Task A_run_that_has_failed_since_or_in_the_second_of_a_proof_gets_a_new_one(int secondsLater, int proofs)
    {
        var second = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromSeconds(0.3));
        await TestAsync();

        await TestAsync(failedAt: second.AddSeconds(secondsLater));

        Assert.Equal(proofs, _outside.Proofs);
    }

    [Fact]
    public async Task A_person_who_asks_for_a_test_gets_a_new_one()
    {
        await TestAsync();
        _outside.TokenIsValid = false;

        Assert.Equal(Reasons.ConnectionVerified.InvalidTokenOrHost, (await TestAsync(anew: true)).Reason);
    }

    [Fact]
    public async Task An_OpenMetadata_version_is_remembered_for_a_minute()
    {
        Assert.Equal("1.13.3", (await VersionAsync()).Version);
        _outside.Version = "1.13.6";
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("1.13.3", (await VersionAsync()).Version);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("1.13.6", (await VersionAsync()).Version);
    }

    [Fact]
    public async Task An_OpenMetadata_that_did_not_answer_as_one_is_asked_again_by_the_next()
    {
        _outside.Version = null;
        Assert.Equal(CheckResults.Failed, (await VersionAsync()).Check!.Result);

        _outside.Version = "1.13.3";

        Assert.Equal(CheckResults.Passed, (await VersionAsync()).Check!.Result);
    }

    [Fact]
    public async Task A_person_who_asks_for_a_test_hears_the_version_of_now()
    {
        await VersionAsync();
        _outside.Version = "1.13.6";

        Assert.Equal("1.13.6", (await VersionAsync(anew: true)).Version);
    }

    private async Task<ConnectionSeen> TestAsync(string revision = "uid/7", bool anew = false, DateTimeOffset? failedAt = null, string @namespace = "data", string key = "token") =>
        (await _connection.RunAsync(Analytics, new Access(Account, AccessToken.From("dbtc_canary")!, new KeyVersion(new KeyReference(@namespace, "Secret", "dbt-cloud", key), revision), anew, failedAt), new Dictionary<string, string?>(), Deadline.Never, Token)).Connection;

    private async Task<OpenMetadataSeen> VersionAsync(bool anew = false) => (await _server.VersionAsync(Server, anew, Token)).Seen;
}
