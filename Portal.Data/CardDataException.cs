using System.Text.RegularExpressions;

namespace Portal.Data;

/// <summary>A text that a person gave holds a card number, so it is not stored (PCI DSS 3.2.1).</summary>
/// <param name="property">The property that was to hold the text, such as <c>DisplayName</c>.</param>
public sealed partial class CardDataException(string property) : Exception(MessageFor(property))
{
    /// <summary>The field that was to hold the text, such as <c>displayName</c>.</summary>
    public string Field => char.ToLowerInvariant(property[0]) + property[1..];

    /// <summary>Returns the sentence for a field.</summary>
    /// <param name="property">The property that was to hold the text, such as <c>DisplayName</c>.</param>
    public static string MessageFor(string property) =>
        $"The {Words().Replace(property, " ").ToLowerInvariant()} holds a card number, which the portal does not store. Remove "
        + "it and try again.";

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();
}
