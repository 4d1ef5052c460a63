namespace Portal.Gateway.Masking;

/// <summary>Represents what the engine decided about one value of a message, and why. For people who look at their own sample; never stored.</summary>
/// <param name="Kind">What it is, or would have been: see <see cref="MaskingKinds"/>.</param>
/// <param name="Path">JSONPath (RFC 9535) of the value; where a string holds JSON itself, <c>#</c> and the path within follow.</param>
/// <param name="Start">Its first byte in the message.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="IsMasked">Whether it is masked; otherwise it is kept.</param>
/// <param name="Reasons">Why, strongest first; empty when no reason is known.</param>
internal sealed record MaskingDecision(
    string Kind,
    string Path,
    int Start,
    int Length,
    bool IsMasked,
    IReadOnlyList<MaskingReason> Reasons
);
