using Microsoft.Extensions.Time.Testing;
using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Outbound;

public sealed class ShortMemoryTests
{
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new();
    private readonly ShortMemory<string, string> _memory;

    public ShortMemoryTests() => _memory = new ShortMemory<string, string>(Lasts, _time);

    [Fact]
    public void An_answer_is_known_until_its_time_is_over()
    {
        _memory.Remember("question", "answer");

        _time.Advance(Lasts - TimeSpan.FromTicks(1));
        Assert.Equal("answer", Recall("question"));
        _time.Advance(TimeSpan.FromTicks(1));

        Assert.Null(Recall("question"));
    }

    [Fact]
    public void Asking_does_not_prolong_its_time()
    {
        _memory.Remember("question", "answer");

        for (var asked = 0; asked < 3; asked++)
        {
            _time.Advance(Lasts / 3);
            Recall("question");
        }

        Assert.Null(Recall("question"));
    }

    [Fact]
    public void A_newer_answer_takes_the_place_of_the_older_one_and_has_its_own_time()
    {
        _memory.Remember("question", "old");
        _time.Advance(Lasts / 2);
        _memory.Remember("question", "new");

        _time.Advance(Lasts - TimeSpan.FromTicks(1));

        Assert.Equal("new", Recall("question"));
    }

    [Fact]
    public void One_answer_says_nothing_about_another_question()
    {
        _memory.Remember("question", "answer");

        Assert.Null(Recall("another"));
    }

    private string? Recall(string question) => _memory.TryRecall(question, out var answer) ? answer : null;
}
