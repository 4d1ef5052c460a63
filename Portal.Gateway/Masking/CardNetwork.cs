namespace Portal.Gateway.Masking;

/// <summary>A range of issuer identification numbers (ISO/IEC 7812) with the lengths of the card numbers under it.</summary>
/// <param name="Name">The network.</param>
/// <param name="First">First IIN of the range, padded with zeros to six digits.</param>
/// <param name="Last">Last IIN of the range, padded with nines to six digits.</param>
/// <param name="Lengths">Bit n is set when numbers of n digits exist.</param>
internal readonly record struct CardNetwork(string Name, int First, int Last, int Lengths);
