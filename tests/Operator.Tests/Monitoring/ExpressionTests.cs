using Xunit;

namespace Operator.Tests.Monitoring;

/// <summary>That what nobody serves is found, in each place where an expression can name it.</summary>
public sealed class ExpressionTests
{
    [Theory]
    [InlineData("sum(rate(dbtcloudingestion_dbt_request_total[5m]))", "dbtcloudingestion_dbt_request_total is not served")]
    [InlineData("max(workqueue_depth{queue=\"x\"})", "workqueue_depth has no label queue")]
    [InlineData("max by (filter) (dbtcloudingestion_ready)", "nothing has the label filter")]
    [InlineData("dbtcloudingestion_ready and on (filter) dbtcloudingestion_fresh", "nothing has the label filter")]
    [InlineData("controller_runtime_reconcile_time_seconds > 1", "controller_runtime_reconcile_time_seconds is not served")]
    public async Task A_metric_or_a_label_that_is_not_there_is_found(string expression, string complaint)
    {
        var unknown = (await ServedMetrics.ReadAsync()).Unknown(expression);

        Assert.StartsWith(complaint, Assert.Single(unknown), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_words_durations_and_texts_are_no_metrics()
    {
        const string Expression = """histogram_quantile(0.99, sum by (le) (rate(rest_client_request_duration_seconds_bucket{verb!="watch or not"}[5m] offset 1h))) > bool 2 unless on () vector(0)""";

        Assert.Equal(["rest_client_request_duration_seconds_bucket"], new PromExpression(Expression).Metrics);
        Assert.Empty((await ServedMetrics.ReadAsync()).Unknown(Expression));
    }
}
