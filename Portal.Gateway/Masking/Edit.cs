namespace Portal.Gateway.Masking;

/// <summary>One replacement in a text: which bytes, what stands there instead, and why.</summary>
/// <param name="Start">First byte replaced.</param>
/// <param name="Length">Number of bytes replaced.</param>
/// <param name="Replacement">ASCII that needs no escape in a JSON string.</param>
/// <param name="Kind">See <see cref="MaskingKinds"/>.</param>
/// <param name="Token">Where the JSON token begins that it is in.</param>
/// <param name="Path">JSONPath of that token.</param>
/// <param name="Count">How many values it replaces: more than one where an encoded text is replaced as a whole.</param>
internal readonly record struct Edit(int Start, int Length, byte[] Replacement, string Kind, int Token = 0, string? Path = null, int Count = 1)
{
    /// <summary>First byte behind what is replaced.</summary>
    public int End => Start + Length;
}
