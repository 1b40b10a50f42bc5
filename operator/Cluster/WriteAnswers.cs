using Operator.Cluster.Api;

namespace Operator.Cluster;

/// <summary>Reads a refused write: what the reconciler can do about it.</summary>
internal static class WriteAnswers
{
    public static WriteAnswer From(ApiFailure failure) => failure.Code switch
    {
        403 => FromForbidden(failure),
        404 => new WriteAnswer.Gone(),
        409 => new WriteAnswer.Stale(),
        400 or 413 or 415 or 422 => new WriteAnswer.Rejected(failure.Message),
        _ when failure == ApiFailure.NotLeading => new WriteAnswer.NotLeading(),
        _ => new WriteAnswer.Unavailable(failure.Message),
    };

    /// <summary>
    /// One status code, three causes that only the sentence tells apart: authorization writes <c>User "…" cannot patch resource
    /// "…"</c>, quota admission <c>exceeded quota: …</c>, and the rest is other admission.
    /// </summary>
    private static WriteAnswer FromForbidden(ApiFailure failure)
    {
        if (failure.Message.Contains("exceeded quota", StringComparison.Ordinal))
        {
            return new WriteAnswer.QuotaExceeded(failure.Message);
        }

        return failure.Message.Contains(" cannot ", StringComparison.Ordinal) && failure.Message.Contains("User \"", StringComparison.Ordinal)
            ? new WriteAnswer.Forbidden(failure.Message)
            : new WriteAnswer.Rejected(failure.Message);
    }
}
