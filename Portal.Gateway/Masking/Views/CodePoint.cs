namespace Portal.Gateway.Masking.Views;

/// <summary>Represents what one character is to somebody who looks for digits.</summary>
/// <param name="Kind">Its class.</param>
/// <param name="Length">Bytes of it.</param>
/// <param name="Digit">Its value where it is a digit.</param>
internal readonly record struct CodePoint(CodePointKind Kind, int Length, int Digit = 0);
