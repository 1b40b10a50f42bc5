using System.Text.Json;

namespace Operator.DbtCloud;

/// <summary>What the beginning of a manifest tells; null where it does not tell.</summary>
/// <param name="AdapterType">The kind of warehouse that dbt writes to, in dbt's words: snowflake, bigquery, postgres.</param>
internal sealed record DbtManifestHead(string? AdapterType);

/// <summary>Reads <c>metadata</c>, which dbt writes first, and nothing behind it.</summary>
internal static class ManifestHeadReading
{
    public const int Bytes = 64 * 1024;

    public static async ValueTask<DbtManifestHead> ReadAsync(Stream manifest, CancellationToken cancellationToken)
    {
        var head = new byte[Bytes];
        var length = await manifest.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        return new DbtManifestHead(AdapterIn(head.AsSpan(0, length)));
    }

    private static string? AdapterIn(ReadOnlySpan<byte> head)
    {
        try
        {
            // The end of the text may be anywhere, so it is never taken for the end of the document.
            var reader = new Utf8JsonReader(head, isFinalBlock: false, state: default);
            return Find(ref reader, 1, "metadata"u8) && reader.TokenType is JsonTokenType.StartObject
                && Find(ref reader, 2, "adapter_type"u8) && reader.TokenType is JsonTokenType.String
                    ? reader.GetString()
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Goes to the value of a member of the object whose members lie at <paramref name="depth"/>; false where that object ends before.</summary>
    private static bool Find(ref Utf8JsonReader reader, int depth, ReadOnlySpan<byte> member)
    {
        while (reader.Read() && reader.CurrentDepth >= depth - 1)
        {
            if (reader.TokenType is JsonTokenType.PropertyName && reader.CurrentDepth == depth && reader.ValueTextEquals(member))
            {
                return reader.Read();
            }

            if (reader.TokenType is JsonTokenType.EndObject && reader.CurrentDepth == depth - 1)
            {
                return false;
            }
        }

        return false;
    }
}
