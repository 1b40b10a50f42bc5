using Campaign.Running;
using Campaign.Scenarios;
using Campaign.Time;

Quiet.Prepare();
var runner = new SeedRunner();
var from = int.Parse(args[0]);
var count = int.Parse(args[1]);
var verbose = args.Length > 2;
for (var seed = from; seed < from + count; seed++)
{
    var began = TimeProvider.System.GetTimestamp();
    var scenario = Generator.Make(seed);
    if (verbose) Console.WriteLine(scenario);
    var broken = runner.Run(scenario);
    Console.WriteLine($"{seed} {scenario.Kind} {TimeProvider.System.GetElapsedTime(began).TotalMilliseconds:0} ms {broken.Count}");
    foreach (var one in broken) Console.WriteLine($"    {one}");
}
