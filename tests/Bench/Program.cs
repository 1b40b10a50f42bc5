using Bench;

var parsed = new BenchCommandLine(Console.Out, Console.Error, TimeProvider.System).Build().Parse(args);
return parsed.Errors.Count == 0 ? await parsed.InvokeAsync() : BenchCommandLine.Complain(parsed.Errors, Console.Error);
