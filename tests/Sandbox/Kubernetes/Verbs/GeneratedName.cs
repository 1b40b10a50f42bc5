using System.Security.Cryptography;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>Names made from metadata.generateName: the prefix and five letters that spell no words.</summary>
internal static class GeneratedName
{
    private const string Letters = "bcdfghjklmnpqrstvwxz2456789";
    private const int LongestPrefix = 58;

    public static string From(string prefix) =>
        (prefix.Length > LongestPrefix ? prefix[..LongestPrefix] : prefix) + RandomNumberGenerator.GetString(Letters, 5);
}
