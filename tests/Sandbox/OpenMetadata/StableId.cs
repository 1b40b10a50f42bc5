using System.Security.Cryptography;
using System.Text;

namespace Sandbox.OpenMetadata;

/// <summary>The same id for the same name in every run.</summary>
internal static class StableId
{
    public static Guid Of(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
}
