namespace Portal.Gateway.Rules;

/// <summary>Why a policy is refused.</summary>
/// <param name="Key">The member at fault, such as <c>callers.roles</c>.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record PolicyFault(string Key, string Message)
{
    internal static PolicyFault NotAnObject { get; } = new("", "A policy is a JSON object.");

    internal static string UnknownKind(string kind) =>
        $"The kind '{kind}' is not supported; there are 'access', 'approval' and 'masking' policies, and what cannot be "
        + "enforced is refused.";
}
