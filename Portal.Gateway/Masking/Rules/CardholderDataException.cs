namespace Portal.Gateway.Masking.Rules;

/// <summary>
/// Why card numbers may pass to a caller, and how long (PCI DSS 3.4.1: only those with a documented business need see more than a truncated number).
/// Sensitive authentication data never passes, and the record stays masked.
/// </summary>
/// <param name="Justification">The business need.</param>
/// <param name="Expires">When it ends; it is without effect from then on.</param>
public sealed record CardholderDataException(string Justification, DateTimeOffset Expires);
