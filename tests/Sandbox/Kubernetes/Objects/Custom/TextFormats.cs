using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Sandbox.Kubernetes.Objects.Custom;

/// <summary>The string formats that the server checks; it takes any other name as a remark.</summary>
internal static partial class TextFormats
{
    public static bool Allows(string format, string text) => NameOf(format) switch
    {
        "datetime" => DateTimeText().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "duration" => DurationText().IsMatch(text),
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _) || text.StartsWith('/'),
        "ipv4" => IPAddress.TryParse(text, out var address) && text.Split('.').Length == 4 && !text.Contains(':', StringComparison.Ordinal) && address is not null,
        "ipv6" => IPAddress.TryParse(text, out _) && text.Contains(':', StringComparison.Ordinal),
        "cidr" => IPNetwork.TryParse(text, out _),
        "uuid" or "uuid3" or "uuid4" or "uuid5" => UuidText().IsMatch(text),
        "hostname" => HostnameText().IsMatch(text),
        "email" => EmailText().IsMatch(text),
        "byte" => Convert.TryFromBase64String(text, new byte[text.Length], out _),
        "mac" => MacText().IsMatch(text),
        _ => true,
    };

    /// <summary>The library behind the server drops dashes from the names.</summary>
    public static string NameOf(string format) => format.Replace("-", "", StringComparison.Ordinal);

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:?\d{2})$")]
    private static partial Regex DateTimeText();

    [GeneratedRegex(@"^\s*([+-]?\d+(\.\d+)?\s*(ns|us|µs|ms|s|m|h|d|w|nanos?|micros?|millis?|milliseconds?|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?)\s*)+$")]
    private static partial Regex DurationText();

    [GeneratedRegex("^(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$")]
    private static partial Regex UuidText();

    [GeneratedRegex(@"^([a-zA-Z0-9\p{S}\p{L}]((-?[a-zA-Z0-9\p{S}\p{L}]{0,62})?)|([a-zA-Z0-9\p{S}\p{L}](([a-zA-Z0-9-\p{S}\p{L}]{0,61}[a-zA-Z0-9\p{S}\p{L}])?)(\.)){1,}([a-zA-Z\p{L}]){2,63})$")]
    private static partial Regex HostnameText();

    [GeneratedRegex(@"^[^@\s<>]+@[^@\s<>]+$")]
    private static partial Regex EmailText();

    [GeneratedRegex("^(?i)([0-9a-f]{2}[:-]){5}[0-9a-f]{2}$")]
    private static partial Regex MacText();
}
