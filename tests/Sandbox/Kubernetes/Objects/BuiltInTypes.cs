namespace Sandbox.Kubernetes.Objects;

/// <summary>The kinds that every API server serves.</summary>
internal static class BuiltInTypes
{
    public static ObjectType? Find(string group, string version, string kind) => throw new NotImplementedException();
}
