namespace Portal.E2E.RealServers;

/// <summary>One request of a conversation.</summary>
/// <param name="Method">Its MCP method.</param>
/// <param name="Params">Its parameters.</param>
/// <param name="Subject">The tool, prompt or resource that it is about; null for other methods.</param>
internal sealed record Step(string Method, object Params, string? Subject = null)
{
    /// <summary>What in the answer may differ between two runs.</summary>
    public IReadOnlyList<Variation> Variations { get; init; } = [];

    /// <summary>Whether the answer has a card number, which the gateway masks.</summary>
    public bool HoldsCardNumber { get; init; }

    public static Step Call(string tool, object? arguments = null) => new("tools/call", new { name = tool, arguments = arguments ?? new { } }, tool);

    public static Step Read(string uri) => new("resources/read", new { uri }, uri);

    public static Step Prompt(string name, object? arguments = null) => new("prompts/get", new { name, arguments = arguments ?? new { } }, name);

    /// <summary>Says that a text of the answer differs between two runs by nature.</summary>
    /// <param name="pointer">Where the text is in the answer, as a JSON pointer (RFC 6901).</param>
    /// <param name="pattern">A regular expression for the part that differs; it must match on both sides, and the rest must be equal.</param>
    /// <param name="reason">What the part is.</param>
    public Step Varying(string pointer, string pattern, string reason) => this with { Variations = [.. Variations, new(pointer, pattern, reason)] };
}
