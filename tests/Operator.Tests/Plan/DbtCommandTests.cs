using Operator.Plan;
using Xunit;

namespace Operator.Tests.Plan;

public sealed class DbtCommandTests
{
    [Theory]
    [InlineData("dbt build", Results.OfTests)]
    [InlineData("dbt test --select marts", Results.OfTests)]
    [InlineData("dbt --no-use-colors --log-format json build --full-refresh", Results.OfTests)]
    [InlineData("dbt retry", Results.OfTests)]
    [InlineData("dbt docs generate", Results.OfCompiling)]
    [InlineData("dbt compile --vars '{day: 2026-11-26}'", Results.OfCompiling)]
    [InlineData("dbt docs generate --no-compile", Results.Untouched)]
    [InlineData("dbt run --exclude test", Results.WithoutTests)]
    [InlineData("dbt seed", Results.WithoutTests)]
    [InlineData("dbt snapshot", Results.WithoutTests)]
    [InlineData("dbt run-operation grant_select", Results.WithoutTests)]
    [InlineData("dbt source freshness", Results.Untouched)]
    [InlineData("dbt deps", Results.Untouched)]
    [InlineData("dbt", Results.Untouched)]
    [InlineData("", Results.Untouched)]
    public void A_command_says_whose_results_it_leaves(string commandLine, object expected) => Assert.Equal((Results)expected, DbtCommand.ResultsOf(commandLine));
}
