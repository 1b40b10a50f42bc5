namespace Operator.Resource;

/// <summary>Something worth an event: the reason is that of the condition that changed.</summary>
/// <param name="Action">What was being done, as events.k8s.io/v1 wants it: CamelCase.</param>
internal sealed record Notice(bool Warning, string Reason, string Action, string Message);
