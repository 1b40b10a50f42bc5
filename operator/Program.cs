using Operator.Hosting;

var parsed = new CommandLine().Build(OperatorHost.RunAsync).Parse(args);
return parsed.Errors.Count == 0 ? await parsed.InvokeAsync() : CommandLine.Complain(parsed.Errors, Console.Error);
