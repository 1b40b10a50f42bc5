using System.Globalization;
using System.Net;
using System.Text;

namespace Campaign.Faults;

/// <summary>What happens to a call that a fault meets.</summary>
internal abstract record Effect
{
    private Effect()
    {
    }

    /// <summary>The connection breaks before the request arrives.</summary>
    internal sealed record Reset : Effect;

    /// <summary>The request is carried out, and the answer does not arrive.</summary>
    internal sealed record LoseAnswer : Effect;

    /// <summary>Nothing arrives, and nobody says so.</summary>
    internal sealed record Silent : Effect;

    internal sealed record Late(TimeSpan By) : Effect;

    /// <summary>The right answer, of which only the beginning arrives.</summary>
    internal sealed record Cut(int After) : Effect;

    /// <summary>The process dies before the request has left it.</summary>
    internal sealed record CrashBefore : Effect;

    /// <summary>The process dies when the request has been carried out, and before it has heard of it.</summary>
    internal sealed record CrashAfter : Effect;

    /// <summary>Another answer than the right one.</summary>
    internal sealed record Answer(int Status, string ContentType, string Body, int? RetryAfterSeconds = null) : Effect
    {
        public HttpResponseMessage Make()
        {
            var answer = new HttpResponseMessage((HttpStatusCode)Status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body)) };
            answer.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
            if (RetryAfterSeconds is { } seconds)
            {
                answer.Headers.TryAddWithoutValidation("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
            }

            return answer;
        }

        public override string ToString() => $"Answer {Status} {(Body.Length > 60 ? $"{Body[..60]}… ({Body.Length} characters)" : Body)}{(RetryAfterSeconds is { } wait ? $" Retry-After {wait}" : "")}";
    }
}
