using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>Secrets: how their values are written and read.</summary>
public sealed class SecretTests(TestServers servers) : ContractTest(servers)
{
    private const string Secrets = "/api/v1/~/secrets";

    [Theory, OnEveryServer]
    public async Task Plain_values_are_stored_in_base64(ServerKind on)
    {
        using var space = await On(on);

        var created = (await space.Post(Secrets, """{"metadata":{"name":"a"},"data":{"x":"b2xk","y":"eQ=="},"stringData":{"x":"new"}}""")).Created();

        created.Has("data", """{"x":"bmV3","y":"eQ=="}""");
        Assert.Equal((null, "Opaque"), (created["stringData"], created["type"]));
    }

    [Theory, OnEveryServer]
    public async Task A_value_that_is_no_base64_is_refused(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post(Secrets, """{"metadata":{"name":"a"},"data":{"x":"not base64!"}}""");

        answer.Refuses(400, "BadRequest", "Secret in version \"v1\" cannot be handled as a Secret: illegal base64 data at input byte 3");
    }

    [Theory, OnEveryServer]
    public async Task A_key_has_a_syntax(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post(Secrets, """{"metadata":{"name":"a"},"stringData":{"a b":"x"}}""");

        answer.RefusesAsInvalid("Secret", "", "a", ("data[a b]", "FieldValueInvalid",
            "Invalid value: \"a b\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"));
    }

    [Theory, OnEveryServer]
    public async Task A_type_cannot_change(ServerKind on)
    {
        using var space = await On(on);
        (await space.Post(Secrets, """{"metadata":{"name":"a"}}""")).Created();

        var answer = await space.MergePatch($"{Secrets}/a", """{"type":"example.com/x"}""");

        answer.RefusesAsInvalid("Secret", "", "a", ("type", "FieldValueInvalid", "Invalid value: \"example.com/x\": field is immutable"));
    }

    [Theory, OnEveryServer]
    public async Task An_immutable_secret_keeps_its_data(ServerKind on)
    {
        using var space = await On(on);
        (await space.Post(Secrets, """{"metadata":{"name":"a"},"immutable":true,"stringData":{"x":"1"}}""")).Created();

        var answer = await space.MergePatch($"{Secrets}/a", """{"stringData":{"x":"2"}}""");

        answer.RefusesAsInvalid("Secret", "", "a", ("data", "FieldValueForbidden", "Forbidden: field is immutable when `immutable` is set"));
    }

    [Theory, OnEveryServer]
    public async Task Changed_data_change_the_version(ServerKind on)
    {
        using var space = await On(on);
        var created = (await space.Post(Secrets, """{"metadata":{"name":"a"},"stringData":{"x":"1"}}""")).Created();

        var patched = (await space.MergePatch($"{Secrets}/a", """{"stringData":{"x":"2"}}""")).Ok();

        Assert.NotEqual(created.Version, patched.Version);
        patched.Has("data", """{"x":"Mg=="}""");
    }
}
