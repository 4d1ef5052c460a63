namespace Portal.Gateway.Replies;

/// <summary>Represents what may pass of a text that a server sent.</summary>
/// <param name="Json">The text; without what is not the caller's to see.</param>
/// <param name="IsLeftOut">Whether nothing of it passes.</param>
internal readonly record struct ReviewedReply(ReadOnlyMemory<byte> Json, bool IsLeftOut = false);
