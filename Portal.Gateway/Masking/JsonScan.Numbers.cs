using Portal.Gateway.Masking.Decisions;
using Portal.Gateway.Masking.Detectors;
using Portal.Gateway.Masking.Numbers;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking;

/// <content>Numbers.</content>
internal ref partial struct JsonScan
{
    private const int LongestNumber = 40;

    private void VisitNumber(JsonToken token)
    {
        if (CannotMatter(token))
        {
            return;
        }

        var known = _edits?.Count ?? 0;
        FindInNumber(token);
        if ((_edits?.Count ?? 0) > known)
        {
            _fragments.Interrupt();
        }
        else if (!_isIdentifier)
        {
            VisitFragment(token, isNumber: true);
        }
    }

    // Too short for a card number, and under no name that would make it anything else: most numbers.
    private readonly bool CannotMatter(JsonToken token) =>
        token.Length < CardNetworks.MinLength
        && !_name.Is(NameTraits.Code)
        && !_frames[_level].IsArray
        && !Inherit(_name.Senses, _frames[_level]).HasAny(Senses.Secret | Senses.Value | Senses.Pan | Senses.Card)
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

        // A negative number is a quantity, and one with a small exponent sign a program's float unless its name says otherwise.
        if (lexeme[0] == '-' || (lexeme.Contains((byte)'e') && !_name.Senses.HasAny(Senses.Pan)))
        {
            Tell(
                token,
                default(FeatureSet)
                    .With(CardNetworks.Evaluate(digits) == CardEvidence.Strong ? PanFeature.Strong : PanFeature.Unknown)
                    .With(PanFeature.Negative)
            );
            return;
        }

        var field = _isIdentifier ? default : ContextFor(token, areDigits: true);
        if (EditFor(token, digits, field) is not { } edit)
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

    private readonly Edit? EditFor(JsonToken token, ReadOnlySpan<byte> digits, FieldContext field)
    {
        if (FieldValue.IsSecret(digits, field, out var kind))
        {
            return new Edit(token.Start, token.Length, SecretReplacement.Number, kind, token.Start, form: EditForm.Number)
            {
                Reasons = FieldValue.ReasonsOf(kind),
            };
        }

        if (NumberDecision.IsCard(digits, field, _scan, out var features))
        {
            return new Edit(
                token.Start,
                token.Length,
                PanReplacement.InNumber(digits),
                MaskingKind.Pan,
                token.Start,
                form: EditForm.Number,
                card: CardNumber.Of(digits)
            )
            {
                Reasons = PanReasons.OfMasked(features),
            };
        }

        Tell(token, features);
        return null;
    }

    // Of what stays only what could have been a card number.
    private readonly void Tell(JsonToken token, FeatureSet features)
    {
        if (_scan.Kept is { } kept && features.Has(PanFeature.Strong))
        {
            kept.Add(
                new Edit(token.Start, token.Length, [], MaskingKind.Pan, token.Start, form: EditForm.Kept)
                {
                    Reasons = PanReasons.OfKept(features),
                }
            );
        }
    }
}
