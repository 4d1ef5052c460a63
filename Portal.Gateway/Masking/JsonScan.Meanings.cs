using Portal.Gateway.Masking.Context;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking;

/// <content>What is known about values.</content>
internal ref partial struct JsonScan
{
    private const int PinBlockDigits = 16;

    // A postal index number of India.
    private const int IndexNumberDigits = 6;

    // A value's own name speaks first; one that says nothing leaves it to the name above.
    private static FieldMeaning Inherit(FieldMeaning own, in JsonFrame frame)
    {
        if (frame.IsArray || own.HasAny(FieldMeaning.About))
        {
            return own;
        }

        own = frame.Meaning.HasAny(FieldMeaning.Place) ? own.InPlace() : own;

        return !own.HasAny(~FieldMeaning.Value)
            ? own | (own.HasAny(FieldMeaning.Value) ? frame.Meaning & ~FieldMeaning.About : frame.Meaning & FieldMeaning.Card)
            : own;
    }

    // What is known about a value: its name, the names above it, and where digits alone do not decide, its neighbours.
    private FieldMeaning MeaningFor(JsonToken token, bool areDigits)
    {
        ref var frame = ref _frames[_level];
        var meaning = Inherit(_name.Meaning, frame);
        if (meaning.HasAny(FieldMeaning.About | FieldMeaning.Secret | FieldMeaning.OtherNumber))
        {
            return meaning.HasAny(FieldMeaning.Pin) && token.Length == IndexNumberDigits && _level > 0 && !frame.IsArray && JsonNeighbours.FactsOf(_json, ref frame).HasAny(FieldMeaning.Place) ? meaning.InPlace() : meaning;
        }

        var value = token.In(_json);
        if (token.Length is < 3 or > LongestNumber || (!areDigits && !value.ContainsAny(DigitStarts.Bytes)))
        {
            return meaning;
        }

        // ISO 8583 messages are often written as a map of element numbers; number 52 is the PIN block.
        if (_name.Is(NameTraits.Element52) && token.Length == PinBlockDigits && !value.ContainsAnyExcept(DigitStarts.HexDigits))
        {
            return FieldMeaning.PinBlock;
        }

        if (frame.IsArray)
        {
            meaning |= JsonNeighbours.HeaderOf(_json, _frames.AsSpan(0, _level + 1), ref _headers);
            return frame.Index == 1 && !meaning.HasAny(~FieldMeaning.Value) ? meaning | JsonNeighbours.PairOf(_json, frame, token.End) : meaning;
        }

        if (_level == 0)
        {
            return meaning;
        }

        // {"f":[{"v":"Ada"},{"v":"482"}]}: a cell that is an object of its own.
        if (frame.Index == 0 && meaning.HasAny(FieldMeaning.Value) && _level > 2 && _frames[_level - 1].IsArray && (_frames[_level - 2].IsArray || _frames[_level - 3].IsArray) && _json[token.End..].TrimStart(" \t\r\n"u8) is [(byte)'}', ..])
        {
            meaning |= JsonNeighbours.HeaderOf(_json, _frames.AsSpan(0, _level), ref _headers);
        }

        if (_name.Is(NameTraits.Code) && frame.Meaning.HasAny(FieldMeaning.Card) && token.Length is 3 or 4)
        {
            return meaning | FieldMeaning.Cvv;
        }

        if (meaning.HasAny(FieldMeaning.Value) || (token.Length >= CardNetworks.MinLength && !meaning.IsReference(token.Length)))
        {
            var facts = JsonNeighbours.FactsOf(_json, ref frame);
            meaning |= meaning.HasAny(FieldMeaning.Value) ? facts : facts & FieldMeaning.Card;
        }

        return meaning;
    }
}
