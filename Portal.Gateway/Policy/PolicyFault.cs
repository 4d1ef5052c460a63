namespace Portal.Gateway.Policy;

/// <summary>Why a policy is refused.</summary>
/// <param name="Key">The member at fault, such as <c>callers.roles</c>.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record PolicyFault(string Key, string Message);
