namespace Operator.Hosting.Verbs;

/// <summary>How far a misspelt name is from one that exists.</summary>
internal static class Likeness
{
    public static bool IsNear(string name, string given) => Distance(name, given) <= Math.Max(1, name.Length / 3);

    /// <summary>How many letters have to be changed, added or taken away; upper and lower case are the same.</summary>
    public static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var isSame = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]);
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (isSame ? 0 : 1)));
            }
        }

        return row[right.Length];
    }
}
