using Portal.Data.Masking;
using Portal.Gateway.Masking;

namespace Portal.Components.Sessions;

/// <summary>Represents what was masked at one place of a message.</summary>
/// <param name="Kind">What it was, such as <c>pan</c>.</param>
/// <param name="Path">Where: JSONPath or JSON pointer.</param>
/// <param name="Rule">The policy that asked for it.</param>
/// <param name="Count">How many values.</param>
/// <param name="RuleVersion">The policy's version; 0 when it is not known.</param>
/// <param name="Action">What was done: <c>mask</c>, <c>redact</c>, <c>token</c> or <c>block</c>.</param>
public sealed record MaskedEntry(string Kind, string Path, string? Rule, int Count, int RuleVersion = 0, string Action = "mask")
{
    /// <summary>Gets why it was masked, strongest first; empty when no reason is known.</summary>
    public IReadOnlyList<MaskingReason> Reasons { get; init; } = [];

    /// <summary>Such as "pan × 2".</summary>
    public string Label => Count > 1 ? $"{Kind} × {Count}" : Kind;

    /// <summary>Rule and version, such as "cardholder data v1"; null when no rule is known.</summary>
    public string? RuleLabel => Rule is null || RuleVersion == 0 ? Rule : $"{Rule} v{RuleVersion}";

    /// <summary>Kind, number, action, rule and reasons in words.</summary>
    public string Explanation =>
        $"{Label} {Done}{(Rule is null ? "" : $" by “{Rule}”")}{(RuleVersion > 0 ? $" version {RuleVersion}" : "")}"
        + string.Concat(Reasons.Select(reason => $"{Environment.NewLine}{MaskingReasonNames.Of(reason)}"));

    /// <summary>The action in a word or two.</summary>
    public string Done =>
        Action switch
        {
            "redact" => "redacted",
            "token" => "replaced by a token",
            "block" => "blocked",
            _ => "masked",
        };

    /// <summary>The place as a row of the masking log has it.</summary>
    public static MaskedEntry Of(MaskingLogEntry entry) =>
        new(entry.Kind, entry.Path, entry.Rule, entry.Count, entry.RuleVersion, entry.Action)
        {
            Reasons = MaskingReasonNames.Split(entry.Why),
        };
}
