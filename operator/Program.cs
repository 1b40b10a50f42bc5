using Operator.Hosting;
using Operator.Hosting.Verbs;

return await CommandLine.RunAsync(args, OperatorHost.RunAsync, Surroundings.OfProcess());
