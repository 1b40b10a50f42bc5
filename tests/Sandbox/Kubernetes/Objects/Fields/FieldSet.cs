using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.Fields;

/// <summary>
/// A set of field paths as a tree, in the notation of FieldsV1: "f:name" for a field, "k:{…}" for an item by key, "v:…" for
/// an item by value; a node that is itself in the set is a member (written "." beside its children).
/// </summary>
internal sealed class FieldSet
{
    private Dictionary<string, FieldSet>? children;

    public bool IsMember { get; private set; }

    public bool IsEmpty => !IsMember && children is not { Count: > 0 };

    public IEnumerable<KeyValuePair<string, FieldSet>> Children => children ?? Enumerable.Empty<KeyValuePair<string, FieldSet>>();

    public static FieldSet Of(params IEnumerable<string[]> paths)
    {
        var set = new FieldSet();
        foreach (var path in paths)
        {
            set.Insert(path);
        }

        return set;
    }

    public FieldSet? Child(string element) => children?.GetValueOrDefault(element);

    public bool HasChild(string element) => Child(element) is { IsMember: true };

    public void Insert(IReadOnlyList<string> path)
    {
        var node = this;
        foreach (var element in path)
        {
            node = node.Descend(element);
        }

        node.IsMember = true;
    }

    public void MarkMember() => IsMember = true;

    /// <summary>The node below an element, made if there is none: the caller marks it, or something below it.</summary>
    public FieldSet Descend(string element)
    {
        children ??= new Dictionary<string, FieldSet>(StringComparer.Ordinal);
        if (!children.TryGetValue(element, out var child))
        {
            children[element] = child = new FieldSet();
        }

        return child;
    }

    /// <summary>Puts a ready subtree below an element; an empty one is left out.</summary>
    public void Attach(string element, FieldSet subtree)
    {
        if (!subtree.IsEmpty)
        {
            (children ??= new Dictionary<string, FieldSet>(StringComparer.Ordinal))[element] = subtree;
        }
    }

    public FieldSet Union(FieldSet other) =>
        Combine(other, IsMember || other.IsMember, static (mine, theirs) => mine is null ? theirs! : theirs is null ? mine : mine.Union(theirs));

    public FieldSet Intersection(FieldSet other) =>
        Combine(other, IsMember && other.IsMember, static (mine, theirs) => mine is null || theirs is null ? new FieldSet() : mine.Intersection(theirs));

    /// <summary>Without the very paths of another set; what lies below those paths stays.</summary>
    public FieldSet Difference(FieldSet other) =>
        Combine(other, IsMember && !other.IsMember, static (mine, theirs) => mine is null ? new FieldSet() : theirs is null ? mine : mine.Difference(theirs));

    /// <summary>Without the paths of another set and all that lies below them.</summary>
    public FieldSet WithoutTrees(FieldSet other) =>
        Combine(
            other,
            IsMember && !other.IsMember,
            static (mine, theirs) => mine is null || theirs is { IsMember: true } ? new FieldSet() : theirs is null ? mine : mine.WithoutTrees(theirs));

    public bool Contains(FieldSet other) =>
        (IsMember || !other.IsMember) && other.Children.All(child => Child(child.Key) is { } mine && mine.Contains(child.Value));

    public bool SameAs(FieldSet other) => Contains(other) && other.Contains(this);

    /// <summary>All paths below, a level's own members before what lies deeper: the order in which conflicts are listed.</summary>
    public IEnumerable<IReadOnlyList<string>> Paths()
    {
        var ordered = Children.OrderBy(child => child.Key, StringComparer.Ordinal).ToList();
        foreach (var (element, _) in ordered.Where(child => child.Value.IsMember))
        {
            yield return [element];
        }

        foreach (var (element, child) in ordered)
        {
            foreach (var path in child.Paths())
            {
                yield return [element, .. path];
            }
        }
    }

    public static FieldSet FromJson(JsonObject json)
    {
        var set = new FieldSet { IsMember = json.Count == 0 || json.ContainsKey(".") };
        foreach (var (element, child) in json)
        {
            if (element != "." && child is JsonObject below)
            {
                set.Attach(element, FromJson(below));
            }
        }

        return set;
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject();
        if (IsMember && children is { Count: > 0 })
        {
            json["."] = new JsonObject();
        }

        foreach (var (element, child) in Children.OrderBy(child => child.Key, StringComparer.Ordinal))
        {
            json[element] = child.ToJson();
        }

        return json;
    }

    private FieldSet Combine(FieldSet other, bool isMember, Func<FieldSet?, FieldSet?, FieldSet> combine)
    {
        var set = new FieldSet { IsMember = isMember };
        foreach (var (element, mine) in Children)
        {
            set.Attach(element, combine(mine, other.Child(element)));
        }

        foreach (var (element, theirs) in other.Children)
        {
            if (Child(element) is null)
            {
                set.Attach(element, combine(null, theirs));
            }
        }

        return set;
    }
}
