using System.Runtime.CompilerServices;
using Portal.Gateway.Masking.Detectors;
using Portal.Gateway.Masking.Words;

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
    public static bool IsCode(int digits, FieldContext field) =>
        field.Name.HasAny(Senses.Code)
        && !field.Name.HasAny(Senses.About | Senses.StandIn)
        && digits is >= ShortestCode and <= LongestCode
        && (!field.Name.HasAny(Senses.Weak) || field.All.HasAny(Senses.Card));

    /// <summary>Replaces a string that is a verification code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Edit Code(JsonToken token) =>
        new(token.ValueStart, token.Length, SecretReplacement.Digits(token.Length), MaskingKind.Cvv, token.Start)
        {
            Reasons = new MaskingReasons(MaskingReason.FieldSaysCode),
        };

    /// <summary>Replaces a string that is a card number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Edit Card(JsonToken token, ReadOnlySpan<byte> digits) =>
        new(token.ValueStart, token.Length, PanReplacement.Truncated, MaskingKind.Pan, token.Start, card: CardNumber.Of(digits));
}
