using Operator.DbtCloud;
using Operator.Outbound;
using Operator.Tests.Outbound;

namespace Operator.Tests.DbtCloud;

/// <summary>A client and the dbt Cloud that it talks to, which gives one answer to everything.</summary>
internal sealed class DbtCloudDialogue
{
    public static readonly DbtAccount Account = DbtAccount.At("https://ab123.us1.dbt.com", "70471800000001")!;
    public static readonly AccessToken Token = AccessToken.From("dbtc_canary")!;
    private readonly FakeConnections _outside;

    public DbtCloudDialogue(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        _outside = new FakeConnections(answer);
        Client = new DbtCloudClient(_outside.Calls(new EagerClock(TimeSpan.FromSeconds(10))));
    }

    public DbtCloudClient Client { get; }

    public IReadOnlyList<Asked> Asked => _outside.Asked;

    /// <summary>dbt Cloud answers with this data in its envelope.</summary>
    public static DbtCloudDialogue Answering(string data) => new(_ => Reply.Json(Enveloped(data)));

    /// <summary>dbt Cloud refuses in its own words.</summary>
    public static DbtCloudDialogue Refusing(int status, string message, string data = "null") => new(_ => Reply.Json(
        $$"""{"status":{"code":{{status}},"is_success":false,"user_message":"{{message}}","developer_message":null},"data":{{data}}}""", status));

    public static string Enveloped(string data, int? total = null) =>
        $$"""{"status":{"code":200,"is_success":true,"user_message":"Success!","developer_message":""},"data":{{data}}{{Extra(total)}}}""";

    private static string Extra(int? total) =>
        total is null ? "" : $$$""","extra":{"filters":{"limit":100,"offset":0},"order_by":"id","pagination":{"count":1,"total_count":{{{total}}}}}""";
}

/// <summary>Short ways to look into an answer.</summary>
internal static class Answers
{
    public static T Value<T>(this DbtCloudAnswer<T> answer) => Xunit.Assert.IsType<DbtCloudAnswer<T>.Found>(answer).Value;

    public static DbtCloudFailure Failure<T>(this DbtCloudAnswer<T> answer) => Xunit.Assert.IsType<DbtCloudAnswer<T>.Failed>(answer).Why;
}
