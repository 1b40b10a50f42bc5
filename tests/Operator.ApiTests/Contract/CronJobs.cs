namespace Operator.ApiTests.Contract;

/// <summary>CronJobs as short as the API server takes them.</summary>
internal static class CronJobs
{
    public const string Path = "/apis/batch/v1/~/cronjobs";

    /// <summary>A CronJob with any further fields of its spec.</summary>
    public static string Named(string name, string moreSpec = "", string schedule = "0 0 1 1 *", string container = """{"name":"c","image":"x:1"}""") =>
        $$$"""
        {"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"{{{name}}}"},"spec":{"schedule":"{{{schedule}}}"{{{moreSpec}}},
         "jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{{{container}}}]} } } } }}
        """;
}
