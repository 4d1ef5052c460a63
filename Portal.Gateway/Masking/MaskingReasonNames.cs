using System.Collections.Frozen;
using System.Text.Json;

namespace Portal.Gateway.Masking;

/// <summary>Names of reasons: a sentence for people, a name for the API and the store.</summary>
public static class MaskingReasonNames
{
    private const char Separator = ',';

    // By number.
    private static readonly string[] ApiNames =
    [
        .. Enum.GetNames<MaskingReason>().Select(JsonNamingPolicy.CamelCase.ConvertName),
    ];

    private static readonly FrozenDictionary<string, MaskingReason> ByApiName = Enum.GetValues<MaskingReason>()
        .Where(reason => reason != MaskingReason.None)
        .ToFrozenDictionary(reason => ApiNames[(int)reason], StringComparer.Ordinal);

    /// <summary>Returns a short sentence without a full stop, such as "The field name says card number"; empty for none.</summary>
    /// <param name="reason">The reason.</param>
    public static string Of(MaskingReason reason) =>
        reason switch
        {
            MaskingReason.None => "",
            MaskingReason.NetworkCheckDigit => "Issuer range, length and check digit match a card network",
            MaskingReason.NetworkOnly => "Issuer range and length match a card network",
            MaskingReason.FieldSaysCardNumber => "The field name says card number",
            MaskingReason.LabelSaysCardNumber => "The label in front says card number",
            MaskingReason.HeaderSaysCardNumber => "The column header says card number",
            MaskingReason.CardWordNear => "A word about cards is nearby",
            MaskingReason.CardAmongFields => "Fields beside it describe a card",
            MaskingReason.PrintedInGroups => "Digits are grouped as on a printed card",
            MaskingReason.FieldSaysCode => "The field name says verification code",
            MaskingReason.LabelSaysCode => "The label in front says verification code",
            MaskingReason.HeaderSaysCode => "The column header says verification code",
            MaskingReason.CodeBesideCard => "Three or four digits beside a card number and its expiry date",
            MaskingReason.FieldSaysPin => "The field name says PIN",
            MaskingReason.LabelSaysPin => "The label in front says PIN",
            MaskingReason.PinBlockShape => "It has the format of a PIN block",
            MaskingReason.StripeShape => "It has the format of magnetic stripe data",
            MaskingReason.ChipTag => "It follows the chip tag for a card number or track",
            MaskingReason.FieldSaysTrack => "The field name says magnetic stripe or chip data",
            MaskingReason.PartsOfOneNumber => "Several parts together make one card number",
            MaskingReason.InEncodedText => "Card data was found inside encoded text",
            MaskingReason.OwnPolicy => "One of your masking policies covers it",
            _ => OfKept(reason),
        };

    /// <summary>Returns the name in the API, such as <c>networkCheckDigit</c>.</summary>
    /// <param name="reason">The reason.</param>
    public static string ApiNameOf(MaskingReason reason) => ApiNames[(int)reason];

    /// <summary>Returns the API names in one text, as the masking log stores them; null for none.</summary>
    /// <param name="reasons">The reasons, strongest first.</param>
    public static string? Join(IReadOnlyList<MaskingReason> reasons) =>
        reasons.Count switch
        {
            0 => null,
            1 => ApiNameOf(reasons[0]),
            _ => string.Join(Separator, reasons.Select(ApiNameOf)),
        };

    /// <summary>Reads what <see cref="Join"/> wrote. A name that this version does not know is left out.</summary>
    /// <param name="text">The text; null for none.</param>
    public static IReadOnlyList<MaskingReason> Split(string? text) =>
        string.IsNullOrEmpty(text)
            ? []
            :
            [
                .. text.Split(Separator)
                    .Select(name => ByApiName.GetValueOrDefault(name))
                    .Where(reason => reason != MaskingReason.None),
            ];

    private static string OfKept(MaskingReason reason) =>
        reason switch
        {
            MaskingReason.FormatOfOtherKind => "Its name says another kind of number, and the format fits",
            MaskingReason.QuantityOrTime => "It is a quantity or a time",
            MaskingReason.InsideIdentifier => "It is part of a UUID, digest or address",
            MaskingReason.InsideDecimal => "It is part of a decimal number",
            MaskingReason.NegativeOrExponent => "It is a negative number or has an exponent",
            MaskingReason.PhoneNumber => "It is a phone number",
            MaskingReason.PartOfLongerNumber => "It is part of a longer number",
            MaskingReason.NoCardWord => "This network needs a word about cards nearby, and there is none",
            MaskingReason.OverLineEnd => "The digits continue on the next line",
            MaskingReason.AboutTheValue => "The name describes a value, such as its length or result",
            MaskingReason.NoCode => "It does not have the format of a verification code",
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "No reason of this number."),
        };
}
