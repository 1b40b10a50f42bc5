using Operator.Engine;
using Xunit;

namespace Operator.Tests.Engine;

public sealed class QueueHistoryTests : QueueTest
{
    /// <summary>Random histories against the promise: the right key of those that wait, never two workers on one, no wish forgotten.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task No_history_forgets_a_key_or_gives_out_another_than_is_due(int seed)
    {
        var random = new Random(seed);
        var model = new QueueModel();
        for (var step = 0; step < 5000; step++)
        {
            switch (random.Next(4))
            {
                case 0 or 1:
                    var (added, priority) = ($"{random.Next(20)}", (Priority)random.Next(2));
                    Queue.Add(added, priority);
                    model.Add(added, priority);
                    break;
                case 2 when model.CanTake:
                    Assert.Equal(model.Take(), await Queue.TakeAsync(Token));
                    break;
                case 3 when model.InWork.Count > 0:
                    var done = model.InWork[random.Next(model.InWork.Count)];
                    Queue.Done(done);
                    model.Done(done);
                    break;
                default:
                    break;
            }
        }

        foreach (var done in model.InWork.ToArray())
        {
            Queue.Done(done);
            model.Done(done);
        }

        while (model.CanTake)
        {
            Assert.Equal(model.Take(), await Queue.TakeAsync(Token));
        }

        Assert.False(Queue.TakeAsync(Token).IsCompleted);
    }
}
