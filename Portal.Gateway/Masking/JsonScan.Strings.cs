using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Gateway.Masking.Decisions;
using Portal.Gateway.Masking.Decoders;
using Portal.Gateway.Masking.Fragments;
using Portal.Gateway.Masking.Numbers;
using Portal.Gateway.Masking.Words;

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

        var value = token.In(_json);
        var shape = token.IsEscaped ? default : ValueShape.Of(_json, token.ValueStart, token.Length);
        if (!PlainValue.IsNothing(shape, value.Length))
        {
            VisitText(token, value, shape);
        }
    }

    private void VisitText(JsonToken token, ReadOnlySpan<byte> value, in ValueShape shape)
    {
        var known = _edits?.Count ?? 0;
        var field = ContextFor(token, shape.IsDigits);
        if (!shape.IsDigits || !TryDigits(token, value, field))
        {
            FindInString(token, field);
        }

        if ((_edits?.Count ?? 0) > known)
        {
            _fragments.Interrupt();
        }
        else
        {
            VisitFragment(token, isNumber: false);
        }
    }

    // Digits alone: most are decided at once.
    private bool TryDigits(JsonToken token, ReadOnlySpan<byte> digits, FieldContext field)
    {
        if (PlainValue.IsCode(digits.Length, field))
        {
            (_edits ??= []).Add(PlainValue.Code(token));
            return true;
        }

        if (field.Name.HasAny(Senses.Secret) || !NumberDecision.IsCard(digits, field, _scan, out var features))
        {
            return false;
        }

        (_edits ??= []).Add(PlainValue.Card(token, digits) with { Reasons = PanReasons.OfMasked(features) });
        return true;
    }

    private void VisitIdentifier(JsonToken token)
    {
        var before = _edits;
        _edits = null;
        FindInString(token, default);
        Kept |= _edits is not null;
        _edits = before;
    }

    private void VisitFragment(JsonToken token, bool isNumber)
    {
        if (token.Length == 0 || (!isNumber && !DigitEnds.MayBe(token.In(_json))))
        {
            return;
        }

        ref var frame = ref _frames[_level];
        var (start, length) = frame.IsArray || _level == 0 ? default : NameBefore(token.Start);
        var senses = Inherit(_name.Senses, frame) | (frame.Senses & Senses.Card);
        var place = new ValuePlace(
            token.Start,
            token.ValueStart,
            frame.Start,
            _level > 0 ? _frames[_level - 1].Start : 0,
            senses,
            start,
            length,
            isNumber,
            frame.IsArray
        );
        _fragments.Visit(_json, token.In(_json), place, ref _edits);
    }

    // The name of the member whose value begins at a place.
    private readonly (int Start, int Length) NameBefore(int token)
    {
        var before = _json[..token].TrimEnd(" \t\r\n"u8);
        before = before is [.., (byte)':'] ? before[..^1].TrimEnd(" \t\r\n"u8) : default;
        if (before is not [.., (byte)'"'])
        {
            return default;
        }

        var quote = before[..^1].LastIndexOf((byte)'"');
        return (quote + 1, before.Length - quote - 2);
    }

    private void FindInString(JsonToken token, FieldContext field)
    {
        var raw = token.In(_json);
        if (raw.IsEmpty)
        {
            return;
        }

        var kept = _scan.Kept?.Count ?? 0;
        List<Edit>? found = null;
        if (!token.IsEscaped)
        {
            TextScan.Find(raw, field, _depth, _scan, ref found);
            if (found is not null && IsMedia(raw))
            {
                found.RemoveAll(static edit => edit.Form != EditForm.Encoded);
            }

            foreach (var edit in found ?? [])
            {
                (_edits ??= []).Add(edit with { Start = edit.Start + token.ValueStart, Token = token.Start });
            }

            MoveKept(kept, token, static (edit, at) => edit with { Start = edit.Start + at });
            return;
        }

        var decoded = new DecodedText(raw.Length);
        try
        {
            JsonStringDecoder.Decode(raw, ref decoded);
            TextScan.Find(decoded.Bytes, field, _depth, _scan, ref found);
            foreach (var edit in found ?? [])
            {
                var original = decoded.ToOriginal(edit);
                (_edits ??= []).Add(
                    original with
                    {
                        Start = original.Start + token.ValueStart,
                        Token = token.Start,
                        Replacement = Escape(edit.Replacement),
                    }
                );
            }

            MoveKept(kept, token, static (edit, at) => edit with { Start = at, Length = 0 });
        }
        finally
        {
            decoded.Dispose();
        }
    }

    // What stays is told by places of the message.
    private readonly void MoveKept(int from, JsonToken token, Func<Edit, int, Edit> move)
    {
        for (var index = from; _scan.Kept is { } kept && index < kept.Count; index++)
        {
            kept[index] = move(kept[index], token.ValueStart) with { Token = token.Start };
        }
    }

    private readonly bool IsMedia(ReadOnlySpan<byte> value)
    {
        ref var frame = ref _frames[_level];
        return _level > 0
            && !frame.IsArray
            && MediaText.MayBe(value)
            && (frame.HoldsMedia ??= MediaText.IsSaidIn(_json[frame.Start..]));
    }

    // Line ends and quotes between digits come back as they came.
    private static byte[] Escape(byte[] replacement) =>
        replacement.AsSpan().IndexOfAnyInRange((byte)0, (byte)0x1F) < 0
        && !replacement.AsSpan().ContainsAny((byte)'"', (byte)'\\')
            ? replacement
            : JsonEncodedText.Encode(replacement, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.ToArray();
}
