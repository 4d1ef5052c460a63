using Portal.Gateway.ApprovalRules;

namespace Portal.Gateway.Approvals;

/// <summary>A call that a rule wants a person to see, with all that its ticket will show.</summary>
/// <param name="Rule">The strictest rule.</param>
/// <param name="Identity">What makes a later call the same.</param>
/// <param name="Tool">The tool, masked.</param>
/// <param name="IsPlainTool">Whether the tool's name is shown as it is, so that a window can be about it.</param>
internal sealed record EvaluatedCall(ApprovalRule Rule, CallIdentity Identity, string Tool, bool IsPlainTool)
{
    /// <summary>The JSON-RPC method.</summary>
    public string Method { get; init; } = "tools/call";

    /// <summary>The conditions that matched, with masked values.</summary>
    public string? Condition { get; init; }

    /// <summary>The arguments, masked.</summary>
    public string? Arguments { get; init; }

    /// <summary>Other parameters, masked.</summary>
    public string? Parameters { get; init; }

    /// <summary>Client headers that would reach the server, masked.</summary>
    public string? Headers { get; init; }

    /// <summary>Metadata, masked.</summary>
    public string? Meta { get; init; }

    /// <summary>Why the caller wants it, masked.</summary>
    public string? Justification { get; init; }
}
