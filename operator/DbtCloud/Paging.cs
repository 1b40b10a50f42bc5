namespace Operator.DbtCloud;

/// <summary>One page of a list; <paramref name="Rows"/> counts the unreadable ones as well.</summary>
internal sealed record DbtPage<T>(IReadOnlyList<T> Items, int Rows, int? Total);

/// <summary>
/// Walks a list page by page. Rows may come and go meanwhile, and a server may ignore the offset, so the walk ends at the
/// first page without news.
/// </summary>
internal static class Paging
{
    private const int MostPages = 50;

    public static async Task<DbtCloudAnswer<DbtList<T>>> AllAsync<T>(Func<int, Task<DbtCloudAnswer<DbtPage<T>>>> pageAt, Func<T, string> idOf)
    {
        var found = new OrderedDictionary<string, T>();
        var offset = 0;
        for (var pages = 0; pages < MostPages; pages++)
        {
            switch (await pageAt(offset))
            {
                case DbtCloudAnswer<DbtPage<T>>.Found { Value: var page }:
                    var news = page.Items.Count(item => found.TryAdd(idOf(item), item));
                    offset += page.Rows;
                    if (news == 0 || IsLast(page, offset))
                    {
                        return Listed(found, whole: true);
                    }

                    break;
                case DbtCloudAnswer<DbtPage<T>>.Failed { Why: var why }:
                    return new DbtCloudAnswer<DbtList<T>>.Failed(why);
                default:
                    return new DbtCloudAnswer<DbtList<T>>.Missing();
            }
        }

        return Listed(found, whole: false);
    }

    private static bool IsLast<T>(DbtPage<T> page, int offset) =>
        page.Total is { } total ? offset >= total : page.Rows < DbtPath.PageSize;

    private static DbtCloudAnswer<DbtList<T>>.Found Listed<T>(OrderedDictionary<string, T> found, bool whole) =>
        new(new DbtList<T>([.. found.Values], whole));
}
