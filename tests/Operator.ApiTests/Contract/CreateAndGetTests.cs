using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>Objects come into being, are read, and are refused where they are wrong.</summary>
public sealed class CreateAndGetTests(TestServers servers) : ContractTest(servers)
{
    private const string ConfigMaps = "/api/v1/~/configmaps";

    [Theory, OnEveryServer]
    public async Task A_created_object_has_a_uid_a_version_and_a_time(ServerKind on)
    {
        using var space = await On(on);

        var created = (await space.Post(ConfigMaps, """{"metadata":{"name":"a"},"data":{"x":"1"}}""")).Created();

        Assert.Equal(("v1", "ConfigMap", space.Name), (created["apiVersion"], created["kind"], created["metadata.namespace"]));
        Assert.True(Guid.TryParse(created.Uid, out _));
        Assert.Matches("^[1-9][0-9]*$", created.Version);
        Assert.Matches("^[0-9-]{10}T[0-9:]{8}Z$", created["metadata.creationTimestamp"]);
    }

    [Theory, OnEveryServer]
    public async Task What_was_created_is_read_back_word_for_word(ServerKind on)
    {
        using var space = await On(on);
        var created = (await space.Post(ConfigMaps, """{"metadata":{"name":"a"},"data":{"x":"ü\n\"quoted\""}}""")).Created();

        var read = (await space.Get($"{ConfigMaps}/a")).Ok();

        read.Has("", created.Text);
        Assert.Equal("application/json", read.ContentType);
    }

    [Theory, OnEveryServer]
    public async Task A_second_object_of_the_same_name_is_refused(ServerKind on)
    {
        using var space = await On(on);
        (await space.Post(ConfigMaps, """{"metadata":{"name":"a"}}""")).Created();

        var second = await space.Post(ConfigMaps, """{"metadata":{"name":"a"}}""");

        second.Refuses(409, "AlreadyExists", """configmaps "a" already exists""", """{"name":"a","kind":"configmaps"}""");
    }

    [Theory, OnEveryServer]
    public async Task A_generated_name_has_five_further_characters_without_vowels(ServerKind on)
    {
        using var space = await On(on);

        var created = (await space.Post(ConfigMaps, """{"metadata":{"generateName":"a-"}}""")).Created();

        Assert.Matches("^a-[bcdfghjklmnpqrstvwxz2456789]{5}$", created["metadata.name"]);
        Assert.Equal("a-", created["metadata.generateName"]);
    }

    [Theory, OnEveryServer]
    public async Task An_object_of_the_core_group_that_is_not_there_is_not_found(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Get("/api/v1/~/secrets/none");

        answer.Refuses(404, "NotFound", """secrets "none" not found""", """{"name":"none","kind":"secrets"}""");
    }

    [Theory, OnEveryServer]
    public async Task An_object_of_another_group_that_is_not_there_is_not_found(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Get("/apis/batch/v1/~/cronjobs/none");

        answer.Refuses(404, "NotFound", """cronjobs.batch "none" not found""", """{"name":"none","group":"batch","kind":"cronjobs"}""");
    }

    [Theory, OnEveryServer]
    public async Task A_name_that_is_no_subdomain_is_refused(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post(ConfigMaps, """{"metadata":{"name":"Not_So"}}""");

        answer.RefusesAsInvalid("ConfigMap", "", "Not_So", ("metadata.name", "FieldValueInvalid",
            "Invalid value: \"Not_So\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character " +
            @"(e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"));
    }

    [Theory, OnEveryServer]
    public async Task A_name_is_required(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post(ConfigMaps, """{"metadata":{}}""");

        answer.RefusesAsInvalid("ConfigMap", "", "", ("metadata.name", "FieldValueRequired", "Required value: name or generateName is required"));
    }

    [Theory, OnEveryServer]
    public async Task A_label_value_has_its_own_syntax(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post(ConfigMaps, """{"metadata":{"name":"a","labels":{"x":"not so"}}}""");

        answer.RefusesAsInvalid("ConfigMap", "", "a", ("metadata.labels", "FieldValueInvalid",
            "Invalid value: \"not so\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character " +
            "(e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"));
    }

    [Theory, OnEveryServer]
    public async Task A_namespace_in_the_body_must_be_that_of_the_path(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post(ConfigMaps, """{"metadata":{"name":"a","namespace":"elsewhere"}}""");

        answer.Refuses(400, "BadRequest", "the namespace of the provided object does not match the namespace sent on the request");
    }

    [Theory, OnEveryServer]
    public async Task An_object_needs_a_namespace_that_exists(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post("/api/v1/namespaces/nowhere/configmaps", """{"metadata":{"name":"a"}}""");

        answer.Refuses(404, "NotFound", """namespaces "nowhere" not found""", """{"name":"nowhere","kind":"namespaces"}""");
    }

    [Theory, OnEveryServer]
    public async Task A_body_of_another_kind_is_refused(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post(ConfigMaps, """{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"}}""");

        Assert.Equal((400, "BadRequest"), (answer.Status, answer["reason"]));
        Assert.Contains("""Secret in version "v1" cannot be handled as a ConfigMap""", answer["message"], StringComparison.Ordinal);
    }

    [Theory, OnEveryServer]
    public async Task A_body_that_is_no_json_is_refused(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post(ConfigMaps, """{"metadata":""");

        Assert.Equal((400, "BadRequest"), (answer.Status, answer["reason"]));
    }

    [Theory, OnEveryServer]
    public async Task A_body_may_be_yaml(ServerKind on)
    {
        using var space = await On(on);

        var created = (await space.Post(ConfigMaps, "metadata: {name: a}\ndata:\n  x: \"1\"\n", "application/yaml")).Created();

        created.Has("data", """{"x":"1"}""");
    }

    [Theory, OnEveryServer]
    public async Task Any_other_content_type_is_unsupported(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post(ConfigMaps, "a=b", "text/csv");

        Assert.Equal((415, "UnsupportedMediaType"), (answer.Status, answer["reason"]));
        Assert.StartsWith("the body of the request was in an unknown format - accepted media types include: application/json, application/yaml", answer["message"], StringComparison.Ordinal);
    }

    [Theory, OnEveryServer]
    public async Task A_type_that_cannot_be_served_is_not_acceptable(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Get(ConfigMaps, "text/csv");

        Assert.Equal((406, "NotAcceptable"), (answer.Status, answer["reason"]));
        Assert.StartsWith("406: Not Acceptable\n\nAvailable representations: application/json, application/yaml, ", answer["message"], StringComparison.Ordinal);
    }

    [Theory, OnEveryServer]
    public async Task A_verb_that_a_resource_has_not_is_not_allowed(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.SendAsync(HttpMethod.Post, $"{ConfigMaps}/a", "{}", "application/json");

        answer.Refuses(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", "{}");
    }

    [Theory, OnEveryServer]
    public async Task A_new_namespace_is_active_and_carries_its_name_as_a_label(ServerKind on)
    {
        using var space = await On(on);

        var created = (await space.Get($"/api/v1/namespaces/{space.Name}")).Ok();

        Assert.Equal("Active", created["status.phase"]);
        created.Has("metadata.labels", $$"""{"kubernetes.io/metadata.name":"{{space.Name}}"}""");
        created.Has("spec.finalizers", """["kubernetes"]""");
    }

    [Theory, OnEveryServer]
    public async Task The_manager_of_a_write_is_the_user_agent_up_to_its_slash(ServerKind on)
    {
        using var space = await On(on);

        var created = (await space.Post(ConfigMaps, """{"metadata":{"name":"a","labels":{"l":"1"}},"data":{"x":"1"}}""")).Created();

        var entry = created.ManagedBy("contract")!;
        Assert.Equal(("Update", "v1", "FieldsV1"), ((string?)entry["operation"], (string?)entry["apiVersion"], (string?)entry["fieldsType"]));
        created.HasOwner("contract", """{"f:data":{".":{},"f:x":{}},"f:metadata":{"f:labels":{".":{},"f:l":{}}}}""");
    }

    [Theory, OnEveryServer]
    public async Task Versions_grow_from_write_to_write(ServerKind on)
    {
        using var space = await On(on);
        var first = (await space.Post(ConfigMaps, """{"metadata":{"name":"a"}}""")).Created();

        var second = (await space.Post(ConfigMaps, """{"metadata":{"name":"b"}}""")).Created();

        Assert.True(long.Parse(second.Version) > long.Parse(first.Version));
    }
}
