using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Outbound;

/// <summary>Connections that are given up while somebody uses them.</summary>
public sealed class ConnectionPoolTests
{
    private readonly List<Handler> _opened = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_retired_pool_closes_with_the_last_call_that_is_on_its_way()
    {
        using var pool = Pool();
        using var calls = new HttpMessageInvoker(pool, disposeHandler: false);
        var (first, second) = (AskAsync(calls), AskAsync(calls));

        pool.Dispose();
        _opened[0].Answers[0].SetResult();
        await first;
        Assert.False(_opened[0].IsClosed);
        _opened[0].Answers[1].SetResult();
        await second;

        Assert.True(_opened[0].IsClosed);
    }

    [Fact]
    public async Task A_call_that_comes_after_all_is_served_and_closes_behind_itself()
    {
        using var pool = Pool();
        using var calls = new HttpMessageInvoker(pool, disposeHandler: false);
        pool.Dispose();

        var late = AskAsync(calls);
        Assert.False(_opened[0].IsClosed);
        _opened[0].Answers[0].SetResult();
        await late;

        Assert.True(_opened[0].IsClosed);
    }

    [Fact]
    public async Task Until_then_it_stays_open_from_call_to_call()
    {
        using var pool = Pool();
        using var calls = new HttpMessageInvoker(pool, disposeHandler: false);
        for (var call = 0; call < 2; call++)
        {
            var asked = AskAsync(calls);
            _opened[0].Answers[call].SetResult();
            await asked;
        }

        Assert.False(Assert.Single(_opened).IsClosed);
    }

    private ConnectionPool Pool() => new(() =>
    {
        var handler = new Handler();
        _opened.Add(handler);
        return (handler, new MemoryStream());
    });

    private static async Task AskAsync(HttpMessageInvoker calls)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://dbt.example/");
        using var response = await calls.SendAsync(request, Cancelled);
    }

    private sealed class Handler : HttpMessageHandler
    {
        public List<TaskCompletionSource> Answers { get; } = [];

        public bool IsClosed { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Answers.Add(answer);
            await answer.Task.WaitAsync(cancellationToken);
            return new HttpResponseMessage();
        }

        protected override void Dispose(bool disposing)
        {
            IsClosed = true;
            base.Dispose(disposing);
        }
    }
}
