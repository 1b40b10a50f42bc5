using Operator.Cluster;
using Operator.Hosting.Verbs;
using Xunit;

namespace Operator.Tests.Hosting.Verbs;

/// <summary>What -f brings, and what is told about input that is wrong: file, line, field and the way out, never a value.</summary>
public sealed class ManifestsTests
{
    private const string Head = "apiVersion: metadata-ingestion.io/v1alpha1\nkind: DbtCloudIngestion\nmetadata: {name: analytics}\n";

    [Theory]
    [InlineData("spec:\n  suspended: true\n", "(input):5: spec.suspended is no field; did you mean suspend?")]
    [InlineData("spec:\n  filters:\n  - name: marts\n    jobid: 5\n", "(input):7: spec.filters[0].jobid is no field; did you mean jobId?")]
    [InlineData("spec:\n  account:\n    token: dbtc_canary\n", "(input):6: spec.account.token is no field; it may hold id, url, region, tokenSecretRef")]
    [InlineData("spec:\n  suspend: soon\n", "(input):5: spec.suspend takes true or false, not a text")]
    [InlineData("spec:\n  suspend:\n    a: b\n", "(input):5: spec.suspend takes true or false, not a map")]
    [InlineData("spec:\n  account: dbtc_canary\n", "(input):5: spec.account takes a map, not a text")]
    [InlineData("spec:\n  filters: {name: marts}\n", "(input):5: spec.filters takes a list, not a map")]
    [InlineData("spec:\n  schedule:\n    cron: on\n", "(input):6: spec.schedule.cron takes a text (put it in quotes), not true or false (yes, no, on and off mean these)")]
    [InlineData("spec:\n  run:\n    retries: 1.5\n", "(input):6: spec.run.retries takes a whole number, not a number")]
    [InlineData("spec:\n  run:\n    resources:\n      limits: {memory: [1]}\n", "(input):7: spec.run.resources.limits[memory] takes a quantity such as 250m or 1Gi, not a list")]
    [InlineData("spec:\n  account:\n    id: {a: 1}\n", "(input):6: spec.account.id takes a number or a text of digits, not a map")]
    [InlineData("spec:\n  run:\n    retries: 99999999999999999999\n", "(input):6: spec.run.retries has a value that it cannot take; compare it with docs/resource.md")]
    public void A_wrong_field_is_told_with_its_place(string spec, string expected)
    {
        var complaints = Read(Head + spec).Complaints.Select(complaint => complaint.ToString()).ToList();

        Assert.Equal([expected], complaints);
    }

    [Theory]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\n", "(input):2: the kind Deployment is not read here, only DbtCloudIngestion, and Secret and ConfigMap beside it; remove the document or name another file")]
    [InlineData("apiVersion: metadata-ingestion.io/v1\nkind: DbtCloudIngestion\n", "(input):1: apiVersion of a DbtCloudIngestion is metadata-ingestion.io/v1alpha1")]
    [InlineData("a: b\n", "(input):1: a document needs apiVersion and kind; an ingestion has apiVersion: metadata-ingestion.io/v1alpha1 and kind: DbtCloudIngestion")]
    [InlineData("apiVersion: metadata-ingestion.io/v1alpha1\nkind: DbtCloudIngestion\nmetadata: {}\n", "(input):3: metadata.name is missing; give the ingestion a name such as analytics")]
    [InlineData("apiVersion: v1\nkind: Namespace\nmetadata: {name: data}\n", "-: there is no DbtCloudIngestion in it; write one, or name another file")]
    [InlineData("", "-: there is no DbtCloudIngestion in it; write one, or name another file")]
    [InlineData("apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {token: dbtc_canary}\n", "(input):4: data.token takes base64")]
    [InlineData("apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {token: 12}\n", "(input):4: stringData.token takes a text (put it in quotes)")]
    public void A_document_that_is_no_ingestion_is_told(string text, string expected)
    {
        Assert.Equal([expected], Read(text).Complaints.Select(complaint => complaint.ToString()));
    }

    [Fact]
    public void Every_mistake_is_told_at_once()
    {
        var complaints = Read($"{Head}spec:\n  one: 1\n---\n{Head}spec:\n  two: 2\n  three: 3\n").Complaints;

        Assert.Equal([5, 11, 12], complaints.Select(complaint => complaint.Line));
    }

    [Fact]
    public void What_a_server_added_is_no_mistake()
    {
        var manifests = Read(Head.Replace("{name: analytics}", "{name: analytics, namespace: data, uid: u, resourceVersion: '5', generation: 2, managedFields: [{manager: kubectl, fieldsV1: {'f:spec': {}}}]}", StringComparison.Ordinal)
            + "spec: {account: {id: 12345}}\nstatus: {observedGeneration: 2, inventedLater: true}\n");

        var ingestion = Assert.Single(manifests.Ingestions).Ingestion;
        Assert.Empty(manifests.Complaints);
        Assert.Equal(("data", "12345"), (ingestion.Key.Namespace, ingestion.Spec!.Account!.Id!.Digits));
        Assert.Null(ingestion.Status);
    }

    [Fact]
    public void A_document_without_a_namespace_gets_the_one_that_was_asked_for()
    {
        Assert.Equal("finance/analytics", Assert.Single(Read(Head, "finance").Ingestions).ToString());
    }

    [Fact]
    public void Secrets_and_ConfigMaps_beside_it_are_keys()
    {
        var keys = Read(
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: dbt-cloud, namespace: data}
            data: {old: b2xk}
            stringData: {token: text}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: corp-ca}
            data: {ca.crt: pem}
            """).Keys;

        Assert.Equal("text", Assert.IsType<KeyAnswer.Found>(keys.Find("Secret", "data", "dbt-cloud", "token")).Value);
        Assert.Equal("old", Assert.IsType<KeyAnswer.Found>(keys.Find("Secret", "data", "dbt-cloud", "old")).Value);
        Assert.Equal("pem", Assert.IsType<KeyAnswer.Found>(keys.Find("ConfigMap", "default", "corp-ca", "ca.crt")).Value);
        Assert.Equal(["old", "token"], Assert.IsType<KeyAnswer.KeyMissing>(keys.Find("Secret", "data", "dbt-cloud", "none")).Keys);
        Assert.Null(keys.Find("Secret", "data", "elsewhere", "token"));
    }

    [Fact]
    public void A_folder_is_all_its_manifests()
    {
        var manifests = Manifests.Read([Contract.Repository.PathOf("config", "samples")], () => TextReader.Null, "default");

        Assert.Empty(manifests.Complaints);
        Assert.Equal(["data/analytics", "data/environment", "data/minimal"], manifests.Ingestions.Select(manifest => manifest.ToString()));
    }

    private static Manifests Read(string text, string @namespace = "default") => Manifests.Read(["-"], () => new StringReader(text), @namespace);
}
