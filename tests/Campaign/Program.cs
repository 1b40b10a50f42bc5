using Campaign.CommandLine;

var parsed = new CampaignCommandLine(Console.Out, Console.Error, TimeProvider.System).Build().Parse(args);
return parsed.Errors.Count == 0 ? await parsed.InvokeAsync() : CampaignCommandLine.Complain(parsed.Errors, Console.Error);
