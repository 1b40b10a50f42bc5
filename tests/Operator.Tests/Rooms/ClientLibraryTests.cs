using System.Text.RegularExpressions;
using Operator.Tests.Contract;
using Xunit;

namespace Operator.Tests.Rooms;

/// <summary>
/// Of the Kubernetes client library, configuration, credentials and models are used. Its client escapes no names, believes any host
/// name under a cluster's own authority and brings the JSON of every type along.
/// </summary>
public sealed partial class ClientLibraryTests
{
    [Fact]
    public void Its_client_and_its_JSON_are_not_used()
    {
        var found = from file in Repository.Files("operator")
                    where file.EndsWith(".cs", StringComparison.Ordinal)
                    from line in Repository.Read(file).Split('\n')
                    where IsUse(line)
                    select $"{file}: {line.Trim()}";

        Assert.Equal([], found);
    }

    [Theory]
    [InlineData("using var client = new Kubernetes(configuration);", true)]
    [InlineData("IKubernetes client", true)]
    [InlineData("KubernetesJson.Deserialize<V1Job>(text)", true)]
    [InlineData("KubernetesYaml.LoadFromString<V1Job>(text)", true)]
    [InlineData("where T : class, IKubernetesObject<V1ObjectMeta>", false)]
    [InlineData("KubernetesClientConfiguration.BuildDefaultConfig()", false)]
    [InlineData("new KubernetesCluster(api)", false)]
    [InlineData("/// The Kubernetes API as the reconciler needs it.", false)]
    public void A_use_is_told_from_what_only_looks_like_one(string line, bool expected) => Assert.Equal(expected, IsUse(line));

    private static bool IsUse(string line) => Use().IsMatch(line);

    [GeneratedRegex(@"\bnew (?:k8s\.)?Kubernetes\(|\bIKubernetes\b|\bKubernetes(?:Json|Yaml)\b")]
    private static partial Regex Use();
}
