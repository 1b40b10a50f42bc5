using System.CommandLine;

namespace Operator.Hosting.Verbs;

/// <summary>How a verb prints.</summary>
internal enum OutputForm
{
    Text,
    Json,
    Yaml,
}

/// <summary>Options that more than one verb has. A token is never an option's value: every process of the machine could read it.</summary>
internal static class VerbOptions
{
    public static Option<string[]> Files() => new("--filename", "-f")
    {
        Description = "File or folder with the ingestion, and Secrets beside it; - reads the input. May be given again.",
        HelpName = "FILE",
        Required = true,
    };

    public static Option<string?> Namespace() => new("--namespace", "-n")
    {
        Description = "Namespace of documents that name none. Default: that of the kubeconfig's context, else default.",
        HelpName = "NAME",
    };

    public static Option<string?> Kubeconfig(string use) => new("--kubeconfig")
    {
        Description = $"Kubeconfig file of a cluster {use}",
        HelpName = "FILE",
    };

    public static Option<string?> Context() => new("--context") { Description = "Context of that kubeconfig. Default: its current one.", HelpName = "NAME" };

    public static Argument<string> Ingestion() => new("name") { Description = "The DbtCloudIngestion.", HelpName = "NAME" };

    public static Option<string?> NamespaceOfIngestion() => new("--namespace", "-n") { Description = "Its namespace. Default: that of the kubeconfig's context, else default.", HelpName = "NAME" };

    public static Option<string[]> Filters() => new("--filter") { Description = "Only this filter; may be given again, or as a list with commas. Default: all of them.", HelpName = "NAME", DefaultValueFactory = _ => [] };

    public static IReadOnlyList<string> Named(string[] filters) => [.. filters.SelectMany(names => names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct()];

    /// <summary>For verbs that are about a cluster.</summary>
    public static Option<string?> KubeconfigOrDefault() => new("--kubeconfig") { Description = "Kubeconfig file. Default: that of KUBECONFIG, ~/.kube/config, or the pod's service account.", HelpName = "FILE" };

    public static Option<string?> TokenFile(string name, string variable, params string[] aliases) => new(name, aliases)
    {
        Description = $"File with the token; a line break at its end does not count. Default: the environment variable {variable}.",
        HelpName = "FILE",
    };

    /// <summary>With text unless something else is asked for.</summary>
    public static Option<OutputForm> Output(params OutputForm[] forms)
    {
        var words = forms.Select(form => form.ToString().ToLowerInvariant()).ToList();
        return new("--output", "-o")
        {
            Description = $"{string.Join(" or ", words)}. Default: for people.",
            HelpName = string.Join('|', words),
            CustomParser = result =>
            {
                var word = result.Tokens.Single().Value;
                if (words.IndexOf(word) is >= 0 and var index)
                {
                    return forms[index];
                }

                result.AddError($"--output takes {string.Join(" or ", words)}, not \"{word}\".");
                return OutputForm.Text;
            },
        };
    }
}
