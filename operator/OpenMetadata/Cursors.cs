namespace Operator.OpenMetadata;

/// <summary>Follows the cursors of a list from page to page, and stops where somebody who wants a hint has enough.</summary>
internal static class Cursors
{
    public const int PageSize = 100;
    private const int MostPages = 5;

    /// <param name="page">Asks for the page after a cursor; the first comes without one.</param>
    public static async Task<OpenMetadataAnswer<FirstOf<T>>> FollowAsync<T>(Func<string?, Task<OpenMetadataAnswer<Page<T>>>> page)
    {
        List<T> items = [];
        string? after = null;
        for (var pages = 0; pages < MostPages; pages++)
        {
            switch (await page(after))
            {
                case OpenMetadataAnswer<Page<T>>.Found { Value: var found }:
                    items.AddRange(found.Items);
                    after = found.After;
                    break;
                case OpenMetadataAnswer<Page<T>>.Failed failed:
                    return new OpenMetadataAnswer<FirstOf<T>>.Failed(failed.Why);
                default:
                    after = null;
                    break;
            }

            if (after is null)
            {
                break;
            }
        }

        return new OpenMetadataAnswer<FirstOf<T>>.Found(new FirstOf<T>(items, after is null));
    }
}

/// <summary>One page of a list, and the cursor behind which the next begins; null on the last.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? After);
