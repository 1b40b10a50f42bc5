using Operator.Outbound;

namespace Operator.Hosting.Verbs;

/// <summary>A token out of a file, as editors and echo leave it: one line break at the end is the file's, not the token's.</summary>
internal static class TokenFile
{
    private const int LongestToken = 64 * 1024;

    /// <summary>The token that a verb cannot do without: that of the file, else that of the variable.</summary>
    public static (AccessToken? Token, string? Trouble) Needed(string? file, string option, string variable, Surroundings surroundings)
    {
        var (fromFile, trouble) = Read(file, option);
        return (fromFile ?? surroundings.Set(variable)) switch
        {
            _ when trouble is not null => (null, trouble),
            null => (null, $"There is no token: set {variable}, or name a file with {option}."),
            var value when AccessToken.From(value) is { } token => (token, null),
            _ => (null, "The token has white space, a line break or a letter that no token has; store it again without."),
        };
    }

    /// <summary>Null without a trouble where no file was named.</summary>
    public static (string? Token, string? Trouble) Read(string? file, string option)
    {
        if (file is null)
        {
            return (null, null);
        }

        try
        {
            if (new FileInfo(file) is { Exists: true, Length: > LongestToken })
            {
                return (null, $"{option}: {file} is too large to be a token");
            }

            var text = File.ReadAllText(file);
            text = text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
            return text.Length > 0 ? (text, null) : (null, $"{option}: {file} is empty");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return (null, $"{option}: {file} cannot be read; name a file that holds the token and nothing else");
        }
    }
}
