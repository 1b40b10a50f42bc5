using Operator.Hosting;
using Operator.Hosting.Verbs;
using Xunit;

namespace Operator.Tests.Hosting.Verbs;

/// <summary>One command line, run to its end by the entry of the process, with what it printed.</summary>
internal sealed record VerbRun(int Code, string Out, string Error)
{
    public static Task<VerbRun> OfAsync(string[] words, string input = "", params (string Name, string Value)[] variables) => OfAsync(words, input, TimeProvider.System, variables);

    public static Task<VerbRun> OfAsync(string[] words, TimeProvider time, params (string Name, string Value)[] variables) => OfAsync(words, "", time, variables);

    private static async Task<VerbRun> OfAsync(string[] words, string input, TimeProvider time, (string Name, string Value)[] variables)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var read = new StringReader(input);
        var surroundings = new Surroundings
        {
            Out = output,
            Error = error,
            In = () => read,
            Variable = name => variables.FirstOrDefault(variable => variable.Name == name).Value,
            HasColours = false,
            Time = time,
        };
        var code = await CommandLine.RunAsync(words, (_, _) => Task.FromResult(0), surroundings, TestContext.Current.CancellationToken);
        return new VerbRun(code, output.ToString(), error.ToString());
    }
}
