using Operator.Tests.GitOps;
using Xunit;

namespace Operator.Tests.Contract;

/// <summary>What is given to Argo CD is what its scripts and the plan's cases say.</summary>
public sealed class ArgoFilesTests
{
    [Fact]
    public void The_ConfigMap_holds_the_scripts() => MadeFile.Holds(ArgoFiles.ConfigMap, ArgoFiles.ConfigMapText());

    [Fact]
    public void The_objects_to_try_them_with_have_the_statuses_of_the_cases()
    {
        Assert.All(ArgoFiles.OfHealth, known => MadeFile.Holds($"{ArgoHealth.Folder}/testdata/{known.Name}.yaml", ArgoFiles.Text(known)));
        Assert.All(ArgoFiles.OfActions, known => MadeFile.Holds($"{ArgoFiles.Actions}/testdata/{known.Name}.yaml", ArgoFiles.Text(known)));
    }

    [Fact]
    public void The_test_of_health_names_each_object_with_its_health_and_message() => MadeFile.Holds($"{ArgoHealth.Folder}/health_test.yaml", ArgoFiles.HealthTest());

    /// <summary>Argo CD tries every file that a test names, and nobody would find one that none names.</summary>
    [Fact]
    public void Every_object_is_used_by_a_test()
    {
        var named = new[] { "health_test.yaml", "actions/action_test.yaml" }.SelectMany(file =>
            Repository.Read(ArgoHealth.Folder, file).Split('\n').Where(line => line.Contains("Path: ", StringComparison.Ordinal))
                .Select(line => Path.GetDirectoryName($"{ArgoHealth.Folder}/{file}") + "/" + line.Split(": ")[1]));
        var there = Repository.Files(ArgoHealth.Folder).Where(file => file.Contains("/testdata/", StringComparison.Ordinal));

        Assert.Equal(there.Order(), named.Distinct().Order());
    }
}
