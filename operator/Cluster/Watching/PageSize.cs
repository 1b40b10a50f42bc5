namespace Operator.Cluster.Watching;

/// <summary>How many objects the next page of a list is asked to have, by what those of the last one weighed.</summary>
internal sealed class PageSize(WatchOptions options)
{
    /// <summary>A page of small objects says little about the next one.</summary>
    private const int Growth = 8;

    public int Next { get; private set; } = options.FirstPage;

    public void Saw(ListHead page)
    {
        if (page.Items > 0)
        {
            var fitting = options.PageBytes / Math.Max(1, page.Bytes / page.Items);
            Next = (int)Math.Clamp(fitting, 1, Math.Min(options.LargestPage, (long)Next * Growth));
        }
    }
}
