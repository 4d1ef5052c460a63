namespace Portal.Tests.Gateway.Masking;

/// <summary>A generated text.</summary>
/// <param name="Wire">As it arrives.</param>
/// <param name="Expected">As it must leave.</param>
/// <param name="Numbers">How many card numbers are in it.</param>
internal sealed record MaskingText(string Wire, string Expected, int Numbers);
