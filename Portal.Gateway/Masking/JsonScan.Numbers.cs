using Portal.Gateway.Masking.Context;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking;

/// <content>Numbers.</content>
internal ref partial struct JsonScan
{
    private const int MostDigits = 19;
    private const int LongestNumber = 40;

    private void VisitNumber(JsonToken token)
    {
        if (!CannotMatter(token))
        {
            FindInNumber(token);
        }
    }

    // Too short for a card number, and under no name that would make it anything else: most numbers.
    private readonly bool CannotMatter(JsonToken token) =>
        token.Length < CardNetworks.MinLength && !_name.Is(NameTraits.Code) && !_frames[_level].IsArray && !Inherit(_name.Meaning, _frames[_level]).HasAny(FieldMeaning.Secret | FieldMeaning.Value)
        && !token.In(_json).ContainsAny((byte)'e', (byte)'E');

    private void FindInNumber(JsonToken token)
    {
        var lexeme = token.In(_json);
        Span<byte> digits = stackalloc byte[LongestNumber];
        var count = NumberDigits.Of(lexeme, digits);
        if (count < 3)
        {
            return;
        }

        digits = digits[..count];
        var meaning = _isIdentifier ? FieldMeaning.None : MeaningFor(token, areDigits: true);
        var sign = lexeme[0] == '-' ? 1 : 0;
        Edit edit;
        if (sign == 0 && FieldValue.IsSecret(digits, meaning, out var kind))
        {
            edit = new Edit(token.Start + sign, token.Length - sign, SecretReplacement.Number, kind, token.Start, form: EditForm.Number)
            {
                Reasons = new(FieldReasons.OfSecret(kind)),
            };
        }
        else if (IsCard(digits, meaning))
        {
            edit = new Edit(token.Start + sign, token.Length - sign, PanReplacement.InNumber(digits), MaskingKind.Pan, token.Start, form: EditForm.Number, card: CardNumber.Of(digits))
            {
                Reasons = FieldReasons.OfCard(CardNetworks.Evaluate(digits), meaning),
            };
        }
        else
        {
            return;
        }

        if (_isIdentifier)
        {
            Kept = true;
            return;
        }

        (_edits ??= []).Add(edit);
    }

    private static bool IsCard(ReadOnlySpan<byte> digits, FieldMeaning meaning)
    {
        if (digits.Length is < CardNetworks.MinLength or > MostDigits || (meaning.IsOtherNumber(digits) && !meaning.HasAny(FieldMeaning.Pan)))
        {
            return false;
        }

        return CardNetworks.Evaluate(digits) switch
        {
            CardEvidence.Strong => true,
            _ when PanReplacement.IsOne(digits) => false,
            CardEvidence.Weak => meaning.HasAny(FieldMeaning.Pan) || (meaning.HasAny(FieldMeaning.Card) && !meaning.HasAny(FieldMeaning.About) && !meaning.IsReference(digits.Length)),
            _ => meaning.HasAny(FieldMeaning.Pan) && digits.Length >= 13,
        };
    }
}
