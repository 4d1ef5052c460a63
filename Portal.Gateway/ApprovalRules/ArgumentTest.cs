using System.Text.Json;

namespace Portal.Gateway.ApprovalRules;

/// <summary>Represents what a search looks for.</summary>
/// <param name="Satisfies">Whether a value satisfies the condition.</param>
/// <param name="ReadingSatisfies">Whether a value does that a selected text can be read as; null where only the text
/// counts.</param>
internal sealed record ArgumentTest(Func<JsonElement, bool> Satisfies, Func<JsonElement, bool>? ReadingSatisfies)
{
    /// <summary>Gets the test that any value passes.</summary>
    public static ArgumentTest Anything { get; } = new(_ => true, null);
}
