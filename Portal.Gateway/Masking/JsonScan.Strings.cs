using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Gateway.Masking.Context;
using Portal.Gateway.Masking.Decoders;
using Portal.Gateway.Masking.Splits;

namespace Portal.Gateway.Masking;

/// <content>Strings.</content>
internal ref partial struct JsonScan
{
    private void VisitString(JsonToken token)
    {
        if (_isIdentifier)
        {
            VisitIdentifier(token);
            return;
        }

        ref var frame = ref _frames[_level];
        var value = token.In(_json);
        var shape = token.IsEscaped ? default : ValueShape.Of(_json, token.ValueStart, token.Length);
        if (frame.IsGathering)
        {
            frame.Facts |= JsonNeighbours.FactsOf(_names, _name, value, shape, token.IsEscaped);
        }

        if (PlainValue.IsNothing(shape, value.Length))
        {
            _split.Pass();
        }
        else
        {
            VisitText(token, value, shape, ref frame);
        }
    }

    private void VisitText(JsonToken token, ReadOnlySpan<byte> value, in ValueShape shape, ref JsonFrame frame)
    {
        if (shape.IsDigits && TryDigits(token, value, ref frame))
        {
            _split.Interrupt();
            return;
        }

        var known = _edits?.Count ?? 0;
        var meaning = MeaningFor(token, shape.IsDigits);
        if (!shape.IsDigits || !PlainValue.TryFind(token, value, meaning, ref _edits))
        {
            FindInString(token, meaning);
        }

        if ((_edits?.Count ?? 0) > known)
        {
            _split.Interrupt();
            return;
        }

        var place = new SplitPlace(token.Start, frame.Start, _level > 0 ? _frames[_level - 1].Start : 0, _name.Meaning);
        _split.Visit(_json, value, place, ref _edits);
    }

    private void VisitIdentifier(JsonToken token)
    {
        var before = _edits;
        _edits = null;
        FindInString(token, FieldMeaning.None);
        Kept |= _edits is not null;
        _edits = before;
    }

    // What needs no closer look: a code under its name, a card number that proves itself and stands under no name of other numbers.
    private bool TryDigits(JsonToken token, ReadOnlySpan<byte> digits, ref JsonFrame frame)
    {
        var meaning = Inherit(_name.Meaning, frame);
        if (PlainValue.IsCode(digits.Length, meaning))
        {
            (_edits ??= []).Add(PlainValue.Code(token));
            return true;
        }

        if (frame.IsArray || _level == 0 || _name.Is(NameTraits.Element52) || !PlainValue.IsCard(digits, meaning))
        {
            return false;
        }

        // A name that says nothing leaves it to the neighbours, most of which are still to come: replaced now, and settled at the object's end.
        if (meaning.HasAny(FieldMeaning.Value) && !meaning.HasAny(FieldMeaning.About | FieldMeaning.OtherNumber))
        {
            if (frame.HasFacts || _tentative.IsFull)
            {
                return false;
            }

            Gather(token, ref frame);
            _tentative.Add(_level, _edits?.Count ?? 0, meaning);
        }

        (_edits ??= []).Add(PlainValue.Card(token, digits, meaning));
        return true;
    }

    private readonly void Gather(JsonToken token, ref JsonFrame frame)
    {
        if (!frame.IsGathering)
        {
            frame.Facts = _name.Meaning & FieldMeaning.Card;
            frame.Facts |= frame.Index > 0 ? JsonNeighbours.FactsBefore(_json[..token.Start], frame.Start) : FieldMeaning.None;
            frame.IsGathering = true;
        }
    }

    // All members of the object were read: what they say decides about what was replaced before they were.
    private void Settle()
    {
        ref var frame = ref _frames[_level];
        while (_tentative.TryTake(_level, out var index, out var known))
        {
            var edit = _edits![index];
            var meaning = known | frame.Facts;
            if (PlainValue.IsDoubtful(_json.Slice(edit.Start, edit.Length), meaning))
            {
                _tentative.Refuse(_edits, index);
                FindInString(new JsonToken(JsonKind.String, isEscaped: false, edit.Token, edit.Length), meaning);
            }
        }
    }

    private void FindInString(JsonToken token, FieldMeaning meaning)
    {
        var raw = token.In(_json);
        if (raw.IsEmpty)
        {
            return;
        }

        List<Edit>? found = null;
        if (!token.IsEscaped)
        {
            TextScan.Find(raw, meaning, _depth, _profile, ref found);
            if (found is not null && IsMedia(raw))
            {
                found.RemoveAll(static edit => edit.Form != EditForm.Encoded);
            }

            foreach (var edit in found ?? [])
            {
                (_edits ??= []).Add(edit with { Start = edit.Start + token.ValueStart, Token = token.Start });
            }

            return;
        }

        var decoded = new DecodedText(raw.Length);
        try
        {
            JsonStringDecoder.Decode(raw, ref decoded);
            TextScan.Find(decoded.Bytes, meaning, _depth, _profile, ref found);
            foreach (var edit in found ?? [])
            {
                var original = decoded.ToOriginal(edit);
                (_edits ??= []).Add(original with { Start = original.Start + token.ValueStart, Token = token.Start, Replacement = Escape(edit.Replacement) });
            }
        }
        finally
        {
            decoded.Dispose();
        }
    }

    private readonly bool IsMedia(ReadOnlySpan<byte> value)
    {
        ref var frame = ref _frames[_level];
        return _level > 0 && !frame.IsArray && MediaText.MayBe(value) && (frame.HoldsMedia ??= MediaText.IsSaidIn(_json[frame.Start..]));
    }

    // Line ends of a wrapped encoding come back as they came.
    private static byte[] Escape(byte[] replacement) =>
        replacement.AsSpan().IndexOfAnyInRange((byte)0, (byte)0x1F) < 0 ? replacement : JsonEncodedText.Encode(replacement, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.ToArray();
}
