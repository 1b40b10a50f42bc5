using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Operator.Plan;

/// <summary>Hashes that are the same in every process and every version: what H, jitter and the applied annotation rest on.</summary>
internal static class StableHash
{
    public static ulong Of(string text) => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Between 0 and 1, evenly spread.</summary>
    public static double FractionOf(string text) => Of(text) / (ulong.MaxValue + 1.0);

    /// <summary>Sixteen hexadecimal digits.</summary>
    public static string DigestOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8));
}
