using System.Text;
using Xunit;

namespace Operator.Tests.DbtCloud;

public sealed class IdsInPiecesTests
{
    [Fact]
    public async Task An_id_that_arrives_byte_by_byte_is_read_whole()
    {
        var dialogue = new DbtCloudDialogue(_ => new HttpResponseMessage
        {
            Content = new StreamContent(new Dripping(Encoding.UTF8.GetBytes(DbtCloudDialogue.Enveloped("""{"id":70471800000777,"project_id":98765}"""))))
            {
                Headers = { ContentType = new("application/json") },
            },
        });

        var job = (await dialogue.Client.JobAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, "70471800000777", TestContext.Current.CancellationToken)).Value();

        Assert.Equal(("70471800000777", "98765"), (job.Id, job.ProjectId));
    }

    [Fact]
    public async Task Switches_are_read_in_an_answer_that_is_longer_than_one_piece()
    {
        var jobs = string.Join(',', Enumerable.Range(1, 200).Select(id => $$"""{"id":{{id}},"name":"{{new string('x', 200)}}","deactivated":{{(id % 2 == 0 ? "true" : "false")}},"generate_docs":null,"triggers":{"schedule":{} } }"""));

        var read = (await DbtCloudDialogue.Answering($"[{jobs}]").Client.JobsAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, null, TestContext.Current.CancellationToken)).Value();

        Assert.Equal(100, read.Items.Count(job => job.Deactivated));
    }

    /// <summary>Gives one byte at a time.</summary>
    private sealed class Dripping(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(1, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => base.ReadAsync(buffer, offset, Math.Min(1, count), cancellationToken);
    }
}
