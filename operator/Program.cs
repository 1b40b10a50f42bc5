using System.CommandLine;
using Operator.Hosting;

// The host listens to SIGTERM itself; the parser would end the process two seconds later, in the middle of what is still running.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = null };
var parsed = new CommandLine().Build(OperatorHost.RunAsync).Parse(args);
return parsed.Errors.Count == 0 ? await parsed.InvokeAsync(invocation) : CommandLine.Complain(parsed.Errors, Console.Error);
