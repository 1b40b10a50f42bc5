using k8s.Models;

namespace Operator.Resource;

/// <summary>
/// A quantity such as 250m or 1Gi as it was written. The client library's own type computes the value while it reads: for minutes
/// where the text is 1e999999, and never for 1e1.5. This one fits wherever the models want theirs, and computes nothing.
/// </summary>
internal sealed class QuantityText(string text) : ResourceQuantity(0m, 0, SuffixFormat.DecimalSI)
{
    public override string ToString() => text;

    public override bool Equals(object? other) => other is QuantityText quantity && quantity.ToString() == text;

    public override int GetHashCode() => string.GetHashCode(text, StringComparison.Ordinal);
}
