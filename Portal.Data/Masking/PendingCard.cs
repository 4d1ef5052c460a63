namespace Portal.Data.Masking;

/// <summary>A row of the card index about to be stored with its record.</summary>
/// <param name="Hash">HMAC-SHA-256 over the whole number, 32 bytes.</param>
/// <param name="KeyVersion">Version of the key that made it.</param>
public readonly record struct PendingCard(byte[] Hash, int KeyVersion);
