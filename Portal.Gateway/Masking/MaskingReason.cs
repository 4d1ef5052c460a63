namespace Portal.Gateway.Masking;

/// <summary>
/// Represents why a value was masked or kept. <see cref="MaskingReasonNames"/> has a sentence and the API's name for each; a stored name never changes.
/// </summary>
public enum MaskingReason : byte
{
    /// <summary>No reason is known.</summary>
    None,

    /// <summary>Masked: issuer range, length and check digit of a card network.</summary>
    NetworkCheckDigit,

    /// <summary>Masked: issuer range and length of a card network, without a valid check digit or of a network that promises none.</summary>
    NetworkOnly,

    /// <summary>Masked: the field's name says that it holds a card number.</summary>
    FieldSaysCardNumber,

    /// <summary>Masked: a label in the text says that a card number follows.</summary>
    LabelSaysCardNumber,

    /// <summary>Masked: the column's header says that it holds card numbers.</summary>
    HeaderSaysCardNumber,

    /// <summary>Masked: a word about cards is near.</summary>
    CardWordNear,

    /// <summary>Masked: it stands among the fields of a card, such as its expiry date.</summary>
    CardAmongFields,

    /// <summary>Masked: the digits are in the groups that cards are printed with.</summary>
    PrintedInGroups,

    /// <summary>Masked: the field's name says that it holds a verification code.</summary>
    FieldSaysCode,

    /// <summary>Masked: a label in the text says that a verification code follows.</summary>
    LabelSaysCode,

    /// <summary>Masked: the column's header says that it holds verification codes.</summary>
    HeaderSaysCode,

    /// <summary>Masked: three or four digits beside a card number and its expiry date.</summary>
    CodeBesideCard,

    /// <summary>Masked: the field's name says that it holds a PIN or PIN block.</summary>
    FieldSaysPin,

    /// <summary>Masked: a label in the text says that a PIN follows.</summary>
    LabelSaysPin,

    /// <summary>Masked: sixteen hexadecimal digits, as an encrypted PIN block has.</summary>
    PinBlockShape,

    /// <summary>Masked: the form of magnetic stripe data.</summary>
    StripeShape,

    /// <summary>Masked: behind the tag of an EMV chip's card number or track.</summary>
    ChipTag,

    /// <summary>Masked: the field's name says that it holds magnetic stripe or chip data.</summary>
    FieldSaysTrack,

    /// <summary>Masked: one of several parts that make a card number together.</summary>
    PartsOfOneNumber,

    /// <summary>Masked: card data within an encoded text, such as Base64.</summary>
    InEncodedText,

    /// <summary>Masked: a masking policy of your organisation asks for it.</summary>
    OwnPolicy,

    /// <summary>Kept: its name says another kind of number, and it has that kind's format.</summary>
    FormatOfOtherKind,

    /// <summary>Kept: a quantity, a size, a duration or a time.</summary>
    QuantityOrTime,

    /// <summary>Kept: part of a UUID, a digest or an address.</summary>
    InsideIdentifier,

    /// <summary>Kept: digits of a decimal fraction.</summary>
    InsideDecimal,

    /// <summary>Kept: a negative number, or one with an exponent.</summary>
    NegativeOrExponent,

    /// <summary>Kept: a phone number.</summary>
    PhoneNumber,

    /// <summary>Kept: part of a number that is longer than any card's.</summary>
    PartOfLongerNumber,

    /// <summary>Kept: a number of this network counts only with a word about cards, and none is near.</summary>
    NoCardWord,

    /// <summary>Kept: the digits go on over the end of a line.</summary>
    OverLineEnd,

    /// <summary>Kept: the name says something about the value, such as a result or a length.</summary>
    AboutTheValue,

    /// <summary>Kept: not a verification code by its form.</summary>
    NoCode,
}
