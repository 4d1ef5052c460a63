namespace PaymentsServer.Seeding;

/// <summary>What is needed to write a test card of one scheme.</summary>
/// <param name="Brand">Name in lower case.</param>
/// <param name="Prefix">The leading digits that processors publish for test cards.</param>
/// <param name="Length">Digits in all.</param>
internal sealed record CardScheme(string Brand, string Prefix, int Length);
