using System.Text.Json.Nodes;
using Operator.Tests.Contract;
using Xunit;

namespace Operator.Tests.Plan;

public sealed class WorkflowSchemaTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.All.Where(name => GoldenCase.Load(name).Desired.Any())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_workflow_document_is_valid_for_OpenMetadata(string name)
    {
        Assert.SkipUnless(WorkflowSchema.IsThere, "OpenMetadata's schemas are not beside the repository.");

        Assert.All(GoldenCase.Load(name).Workflows, workflow => Assert.True(WorkflowSchema.Accepts(Filled(workflow)), workflow));
    }

    [Theory]
    [InlineData("dbtManifestFilePath: '", "dbtManifestPath: '")]
    [InlineData("loggerLevel: 'INFO'", "loggerLevel: 'WARNING'")]
    [InlineData("type: 'DBT'", "type: 'dbt'")]
    public void A_wrong_document_is_found(string right, string wrong)
    {
        Assert.SkipUnless(WorkflowSchema.IsThere, "OpenMetadata's schemas are not beside the repository.");
        var workflow = GoldenCase.Load("created").Workflows.Single();

        Assert.Contains(right, workflow, StringComparison.Ordinal);
        Assert.False(WorkflowSchema.Accepts(Filled(workflow.Replace(right, wrong, StringComparison.Ordinal))));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Tokens_are_named_and_nothing_else_is_expanded(string name)
    {
        string[] ours = ["${DBT_CLOUD_TOKEN}", "${OPENMETADATA_JWT_TOKEN}", "${PIPELINE_RUN_ID}"];

        Assert.All(GoldenCase.Load(name).Workflows, workflow =>
        {
            var rest = ours.Aggregate(workflow, (text, variable) => text.Replace($"'{variable}'", "", StringComparison.Ordinal));
            Assert.DoesNotMatch(@"\$[A-Za-z0-9_{]", rest);
        });
    }

    private static JsonObject Filled(string workflow) => Yaml.Read(workflow
        .Replace("${DBT_CLOUD_TOKEN}", "dbtc_sample", StringComparison.Ordinal)
        .Replace("${OPENMETADATA_JWT_TOKEN}", "e30.e30.c2ln", StringComparison.Ordinal)
        .Replace("${PIPELINE_RUN_ID}", "0b0f6a0e-3a1c-4b7e-9f0a-2f3d6c1e5a77", StringComparison.Ordinal));
}
