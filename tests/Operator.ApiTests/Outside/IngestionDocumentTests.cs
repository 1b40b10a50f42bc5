using Sandbox.Ingestion;
using Xunit;

namespace Operator.ApiTests.Outside;

/// <summary>How the ingestion reads its document.</summary>
public sealed class IngestionDocumentTests
{
    private static readonly Dictionary<string, string> Environment = new() { ["FOO"] = "secret", ["FOO_bar"] = "other", ["TWICE"] = "$FOO" };

    [Theory]
    [InlineData("$FOO", "secret")]
    [InlineData("${FOO}", "secret")]
    [InlineData("$FOO_bar", "other")]
    [InlineData("${MISSING}", "${MISSING}")]
    [InlineData("${FOO:-x}", "${FOO:-x}")]
    [InlineData("${ FOO }", "${ FOO }")]
    [InlineData("$(FOO) {{FOO}}", "$(FOO) {{FOO}}")]
    [InlineData("$$FOO", "$secret")]
    [InlineData(@"\$FOO", @"\secret")]
    [InlineData("${TWICE}", "$FOO")]
    [InlineData("^tmp_.*$", "^tmp_.*$")]
    public void Variables_are_expanded_as_Python_does(string text, string expanded) =>
        Assert.Equal(expanded, VariableExpansion.Expand(text, Environment));

    [Theory]
    [InlineData("loggerLevel: INFO", "loggerLevel: WARNING")]
    [InlineData("loggerLevel: INFO", "successThreshold: 101")]
    [InlineData("dbtCloudAccountId: \"12345\"", "dbtCloudAccountId: 12345")]
    [InlineData("dbtCloudJobId: \"54321\"", "dbtCloudJobId:")]
    [InlineData("type: DBT", "type: dbt")]
    [InlineData("pipelineRunId: '${PIPELINE_RUN_ID}'", "pipelineRunId: 12")]
    [InlineData("includeTags: true", "parsingTimeoutLimit: '300'")]
    [InlineData("includeTags: true", "schemaFilterPattern: '^dbt_'")]
    public async Task A_document_that_breaks_the_schema_ends_at_once_without_any_call(string line, string instead)
    {
        await using var played = new PlayedCase(
            new Situation { Document = text => text.Replace(line, instead, StringComparison.Ordinal) }, "1.13.6.3");

        await played.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal((1, 0, 0), (played.Exit, played.ToDbtCloud.Count, played.ToOpenMetadata.Count));
        Assert.Contains("Error loading metadata configuration", played.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validation_without_a_certificate_cannot_start()
    {
        await using var played = new PlayedCase(
            new Situation { Document = text => text.Replace("authProvider:", "verifySSL: validate\n    authProvider:", StringComparison.Ordinal) }, "1.13.6.3");

        await played.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal((1, 0), (played.Exit, played.ToOpenMetadata.Count));
        Assert.Contains("You have Verify SSL but the SSL Config is missing", played.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_secret_is_ever_written_to_the_log()
    {
        await using var played = new PlayedCase(new Situation(), "2.0.7.0");

        await played.RunAsync(TestContext.Current.CancellationToken);

        Assert.DoesNotContain(RecordedWorld.DbtToken, played.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(RecordedWorld.Bot.Token, played.Log, StringComparison.Ordinal);
    }
}
