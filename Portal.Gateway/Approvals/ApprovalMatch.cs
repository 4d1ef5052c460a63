using System.Text;
using System.Text.Json;

namespace Portal.Gateway.Approvals;

/// <summary>A rule that holds a call, and the conditions of it that the call satisfies.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Conditions">Its conditions; empty for a rule without any.</param>
internal sealed record ApprovalMatch(ApprovalRule Rule, IReadOnlyList<ConditionMatch> Conditions)
{
    private const int MaxValue = 80;
    private const int MaxLength = 1000;

    /// <summary>The conditions with the values that satisfy them, such as <c>$.limit gt 100 (5000)</c>; null for a rule without conditions.</summary>
    /// <param name="masked">The masked arguments: no value is shown that is not shown elsewhere.</param>
    public string? Describe(JsonElement? masked)
    {
        if (Conditions.Count == 0)
        {
            return null;
        }

        var text = new StringBuilder();
        foreach (var (condition, route) in Conditions)
        {
            text.Append(text.Length == 0 ? "" : " and ").Append(condition);
            var value = route is null ? "missing" : ArgumentNode.Follow(masked, route)?.GetRawText() ?? "…";
            text.Append(" (").Append(Clip(value, MaxValue)).Append(')');
        }

        return Clip(text.ToString(), MaxLength);
    }

    private static string Clip(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
}
