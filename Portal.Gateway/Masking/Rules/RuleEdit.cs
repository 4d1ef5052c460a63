namespace Portal.Gateway.Masking.Rules;

/// <summary>One replacement that a rule of one's own asks for.</summary>
/// <param name="Start">First byte replaced.</param>
/// <param name="Length">Number of bytes replaced.</param>
/// <param name="Replacement">ASCII that needs no escape in a JSON string; empty where an exception covers the bytes and nothing is replaced.</param>
/// <param name="Match">Why.</param>
/// <param name="Path">JSONPath of the value.</param>
/// <param name="Count">1, or 0 on the further parts of a value that is replaced in parts.</param>
internal readonly record struct RuleEdit(int Start, int Length, byte[] Replacement, RuleMatch Match, string Path, int Count)
{
    /// <summary>First byte behind what is replaced.</summary>
    public int End => Start + Length;
}
