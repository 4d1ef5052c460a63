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

    /// <summary>Adds what must be masked in a value, if that is easily told.</summary>
    /// <param name="value">A string value without escapes.</param>
    /// <param name="shape">What it consists of.</param>
    /// <param name="meaning">What is known about it.</param>
    /// <param name="token">Where its token begins.</param>
    /// <param name="edits">Receives the edit.</param>
    /// <returns>Whether it was decided.</returns>
    public static bool TryFind(ReadOnlySpan<byte> value, in ValueShape shape, FieldMeaning meaning, int token, ref List<Edit>? edits) =>
        value.IsEmpty || (value.Length <= CardNetworks.MaxLength && shape.IsDigits && TryFindDigits(value, meaning, token, ref edits));

    private static bool TryFindDigits(ReadOnlySpan<byte> digits, FieldMeaning meaning, int token, ref List<Edit>? edits)
    {
        if (meaning.HasAny(FieldMeaning.Cvv) && !meaning.HasAny(FieldMeaning.About) && digits.Length is >= ShortestCode and <= LongestCode)
        {
            (edits ??= []).Add(new Edit(token + 1, digits.Length, SecretReplacement.Digits(digits.Length), MaskingKinds.Cvv, token));
            return true;
        }

        if (meaning.HasAny(FieldMeaning.Secret) || meaning.IsOtherNumber(digits) || digits[0] == '0' || CardNetworks.Evaluate(digits) != CardEvidence.Strong)
        {
            return false;
        }

        (edits ??= []).Add(new Edit(token + 1, digits.Length, PanReplacement.Truncated, MaskingKinds.Pan, token, Card: CardNumber.Of(digits)));
        return true;
    }
}
