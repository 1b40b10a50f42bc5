using System.Reflection;
using System.Text.RegularExpressions;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Contract;

public sealed partial class ReasonTests
{
    [Fact]
    public void A_reason_appears_once_under_its_condition()
    {
        var twice = Reasons.All.GroupBy(reason => (reason.Condition, reason.Name)).Where(group => group.Count() > 1).Select(group => group.Key);

        Assert.Equal([], twice);
    }

    [Fact]
    public void Every_reason_is_CamelCase_and_says_what_it_means() => Assert.All(Reasons.All, reason =>
    {
        Assert.Matches(CamelCase(), reason.Name);
        Assert.EndsWith(".", reason.Meaning);
        Assert.True(reason.Fix.Length == 0 || reason.Fix.EndsWith('.'), reason.Name);
    });

    [Fact]
    public void Every_reason_that_fails_says_what_to_do()
    {
        var helpless = Reasons.All.Where(reason => reason is { Status: ConditionStatus.False, Fix: "" }).Select(reason => $"{reason.Condition}/{reason.Name}");

        Assert.Equal([], helpless);
    }

    [Fact]
    public void The_list_holds_every_reason_of_every_condition()
    {
        var declared = typeof(Reasons).GetNestedTypes(BindingFlags.NonPublic)
            .SelectMany(group => group.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.FieldType == typeof(Reason))
            .Select(field => (Reason)field.GetValue(null)!);

        Assert.Equal(declared.ToHashSet(), Reasons.All.ToHashSet());
    }

    [Fact]
    public void Every_condition_type_has_reasons()
    {
        var types = typeof(ConditionTypes).GetFields().Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(types, Reasons.All.Select(reason => reason.Condition).Distinct());
    }

    [GeneratedRegex("^([A-Z][a-z0-9]*)+$")]
    private static partial Regex CamelCase();
}
