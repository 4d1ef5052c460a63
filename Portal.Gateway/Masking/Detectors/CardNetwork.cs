namespace Portal.Gateway.Masking.Detectors;

/// <summary>One range of a network.</summary>
/// <param name="Name">The network.</param>
/// <param name="First">First six digits of its lowest number.</param>
/// <param name="Last">First six digits of its highest number.</param>
/// <param name="Lengths">Bit n: n digits are strong evidence; bit 20 + n: weak.</param>
/// <param name="PromisesLuhn">Whether every number passes Luhn.</param>
internal readonly record struct CardNetwork(string Name, int First, int Last, long Lengths, bool PromisesLuhn);
