namespace Sandbox.Kubernetes.Selectors;

/// <summary>How a label is held against values.</summary>
internal enum LabelOperator
{
    In,
    NotIn,
    Exists,
    DoesNotExist,
}
