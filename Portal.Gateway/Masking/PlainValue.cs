using System.Runtime.CompilerServices;
using Portal.Gateway.Masking.Context;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking;

/// <summary>
/// Decides at once about the values that most messages consist of: a word, a card number that proves itself, a code under its name. What it decides is what
/// all detectors together would; anything else it leaves to them.
/// </summary>
internal static class PlainValue
{
    private const int LongestWord = 15;
    private const int ShortestCode = 3;
    private const int LongestCode = 4;

    /// <summary>Whether a value is nothing, whatever its name: letters alone. A PIN block in letters has sixteen.</summary>
    public static bool IsNothing(in ValueShape shape, int length) => shape.IsWord && length <= LongestWord;

    /// <summary>Whether so many digits are a verification code by their name.</summary>
    public static bool IsCode(int digits, FieldMeaning meaning) => meaning.HasAny(FieldMeaning.Cvv) && !meaning.HasAny(FieldMeaning.About) && digits is >= ShortestCode and <= LongestCode;

    /// <summary>Whether digits are a card number by themselves, and nothing that is known about them says otherwise.</summary>
    public static bool IsCard(ReadOnlySpan<byte> digits, FieldMeaning meaning) =>
        digits.Length is >= CardNetworks.MinLength and <= CardNetworks.MaxLength && digits[0] != '0' && !IsDoubtful(digits, meaning) && CardNetworks.Evaluate(digits) == CardEvidence.Strong;

    /// <summary>Whether what is known about digits says that they may be something else than a card number.</summary>
    public static bool IsDoubtful(ReadOnlySpan<byte> digits, FieldMeaning meaning) => meaning.HasAny(FieldMeaning.Secret) || meaning.IsOtherNumber(digits);

    /// <summary>Replaces a string that is a verification code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Edit Code(JsonToken token) => new(token.ValueStart, token.Length, SecretReplacement.Digits(token.Length), MaskingKind.Cvv, token.Start) { Reasons = new(MaskingReason.FieldSaysCode) };

    /// <summary>Replaces a string that is a card number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Edit Card(JsonToken token, ReadOnlySpan<byte> digits, FieldMeaning meaning) =>
        new(token.ValueStart, token.Length, PanReplacement.Truncated, MaskingKind.Pan, token.Start, card: CardNumber.Of(digits))
        {
            Reasons = new(MaskingReason.NetworkCheckDigit, meaning.HasAny(FieldMeaning.Pan) ? MaskingReason.FieldSaysCardNumber : MaskingReason.None),
        };

    /// <summary>Adds what must be masked in a string, if that is easily told.</summary>
    /// <param name="token">The string, without escapes.</param>
    /// <param name="digits">What it holds: digits of ASCII alone.</param>
    /// <param name="meaning">What is known about it.</param>
    /// <param name="edits">Receives the edit.</param>
    /// <returns>Whether it was decided.</returns>
    public static bool TryFind(JsonToken token, ReadOnlySpan<byte> digits, FieldMeaning meaning, ref List<Edit>? edits)
    {
        if (IsCode(digits.Length, meaning))
        {
            (edits ??= []).Add(Code(token));
            return true;
        }

        if (!IsCard(digits, meaning))
        {
            return false;
        }

        (edits ??= []).Add(Card(token, digits, meaning));
        return true;
    }
}
