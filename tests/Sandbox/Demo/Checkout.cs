namespace Sandbox.Demo;

/// <summary>The repository that this program was built from: its manifests, and the operator built beside it.</summary>
internal sealed record Checkout(string Top)
{
    public string CustomResourceDefinition => Directory.GetFiles(Path.Combine(Top, "crds"), "*.yaml").Single();

    public string Samples => Path.Combine(Top, "config", "samples");

    /// <summary>Files of the sandbox that may be thrown away: kubeconfig and the pods' folders.</summary>
    public string Scratch => Path.Combine(Top, "artifacts", "sandbox");

    /// <summary>The operator of the same configuration (debug or release) as this program.</summary>
    public string Operator => Path.Combine(Top, "artifacts", "bin", "Operator", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "dbt-cloud-ingestion-operator");

    public static Checkout Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Operator.sln")))
            {
                return new Checkout(folder.FullName);
            }
        }

        throw new InvalidOperationException("The sandbox runs from a checkout of its repository: no Operator.sln above " + AppContext.BaseDirectory);
    }
}
