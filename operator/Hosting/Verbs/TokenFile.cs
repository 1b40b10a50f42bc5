namespace Operator.Hosting.Verbs;

/// <summary>A token out of a file, as editors and echo leave it: one line break at the end is the file's, not the token's.</summary>
internal static class TokenFile
{
    private const int LongestToken = 64 * 1024;

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
