namespace Portal.Gateway.Masking;

/// <summary>One replacement in a text: which bytes, what stands there instead, and why.</summary>
/// <param name="Start">First byte replaced.</param>
/// <param name="Length">Number of bytes replaced.</param>
/// <param name="Replacement">ASCII that needs no escape in a JSON string.</param>
/// <param name="Kind">See <see cref="MaskingKinds"/>.</param>
/// <param name="Token">Where the JSON token begins that it is in.</param>
/// <param name="Path">JSONPath of that token.</param>
internal readonly record struct Edit(int Start, int Length, byte[] Replacement, string Kind, int Token = 0, string? Path = null);
