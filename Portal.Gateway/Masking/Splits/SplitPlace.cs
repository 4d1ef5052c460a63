using Portal.Gateway.Masking.Context;

namespace Portal.Gateway.Masking.Splits;

/// <summary>Where a string value stands, as far as that matters to the parts of a number.</summary>
/// <param name="Token">Where the value begins.</param>
/// <param name="Container">Where the object or array around it begins.</param>
/// <param name="Parent">Where the one around that begins.</param>
/// <param name="Meaning">What its own name says.</param>
internal readonly record struct SplitPlace(int Token, int Container, int Parent, FieldMeaning Meaning);
