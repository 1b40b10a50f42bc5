using Bench;

var parsed = new BenchCommandLine(Console.Out, TimeProvider.System).Build().Parse(args);
return await parsed.InvokeAsync();
