using Portal.Gateway.Masking.Detectors;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking;

/// <content>What is known about values.</content>
internal ref partial struct JsonScan
{
    private const int PinBlockDigits = 16;

    // A postal index number of India.
    private const int IndexNumberDigits = 6;

    // Names that say of a value all that needs to be known.
    private const Senses Settled = Senses.About | Senses.StandIn | Senses.Secret | (Senses.OtherKind & ~Senses.Account);

    // A value's own name speaks first; one that says nothing leaves it to the name above.
    private static Senses Inherit(Senses own, in JsonFrame frame)
    {
        if (frame.IsArray || own.HasAny(Senses.About))
        {
            return own;
        }

        own = frame.Senses.HasAny(Senses.Place) ? own.InPlace() : own;
        if (own.HasAny(~Senses.Value))
        {
            return own;
        }

        return own | (own.HasAny(Senses.Value) ? frame.Senses & ~Senses.About : frame.Senses & Senses.Card);
    }

    // What is known about a value: its name, the names above it, and where digits alone do not decide, its neighbours.
    private FieldContext ContextFor(JsonToken token, bool areDigits)
    {
        ref var frame = ref _frames[_level];
        var name = Inherit(_name.Senses, frame);
        if (name.HasAny(Settled))
        {
            return new FieldContext(Settle(name, token, ref frame));
        }

        var value = token.In(_json);
        if (token.Length is < 3 or > LongestNumber || (!areDigits && !value.ContainsAny(DigitStarts.Bytes)))
        {
            return new FieldContext(name);
        }

        // ISO 8583 messages are often written as a map of element numbers; number 52 is the PIN block.
        if (_name.Is(NameTraits.Element52) && token.Length == PinBlockDigits && !value.ContainsAnyExcept(DigitStarts.HexDigits))
        {
            return new FieldContext(Senses.PinBlock);
        }

        if (frame.IsArray)
        {
            return new FieldContext(OfElement(name, token, frame));
        }

        return _level == 0 ? new FieldContext(name) : OfMember(name, token, ref frame);
    }

    // A PIN in an address is a postal index number; a code of anything needs a card beside it.
    private Senses Settle(Senses name, JsonToken token, ref JsonFrame frame)
    {
        if (_level == 0 || frame.IsArray)
        {
            return name;
        }

        if (name.HasAny(Senses.Pin) && token.Length == IndexNumberDigits)
        {
            return JsonNeighbours.FactsOf(_json, ref frame).HasAny(Senses.Place) ? name.InPlace() : name;
        }

        return
            name.HasAny(Senses.Weak)
            && name.HasAny(Senses.Code)
            && (frame.Senses | JsonNeighbours.FactsOf(_json, ref frame)).HasAny(Senses.Card)
            ? name & ~Senses.Weak
            : name;
    }

    private Senses OfElement(Senses name, JsonToken token, in JsonFrame frame)
    {
        name |= JsonNeighbours.HeaderOf(_json, _frames.AsSpan(0, _level + 1), ref _headers);
        return frame.Index == 1 && !name.HasAny(~Senses.Value) ? name | JsonNeighbours.PairOf(_json, frame, token.End) : name;
    }

    private FieldContext OfMember(Senses name, JsonToken token, ref JsonFrame frame)
    {
        if (IsCell(name, token, frame))
        {
            name |= JsonNeighbours.HeaderOf(_json, _frames.AsSpan(0, _level), ref _headers);
        }

        if (_name.Is(NameTraits.Code) && frame.Senses.HasAny(Senses.Card) && token.Length is 3 or 4)
        {
            return new FieldContext(name | Senses.Code);
        }

        if (!name.HasAny(Senses.Value | Senses.Account))
        {
            return new FieldContext(name);
        }

        // {"field":"cvv","code":4111}: a fault's code.
        if (_name.Is(NameTraits.Code))
        {
            return new FieldContext(name);
        }

        var facts = JsonNeighbours.FactsOf(_json, ref frame);
        var label = facts & ~(Senses.Card | Senses.Place);
        name |= label.HasAny(Senses.Weak) && !facts.HasAny(Senses.Card) ? label : label & ~Senses.Weak;
        return new FieldContext(name, facts & Senses.Card);
    }

    // {"f":[{"v":"Ada"},{"v":"482"}]}: a cell that is an object of its own.
    private readonly bool IsCell(Senses name, JsonToken token, in JsonFrame frame) =>
        frame.Index == 0
        && name.HasAny(Senses.Value)
        && _level > 2
        && _frames[_level - 1].IsArray
        && (_frames[_level - 2].IsArray || _frames[_level - 3].IsArray)
        && _json[token.End..].TrimStart(" \t\r\n"u8) is [(byte)'}', ..];
}
