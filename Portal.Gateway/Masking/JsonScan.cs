using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Gateway.Masking.Context;
using Portal.Gateway.Masking.Decoders;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking;

/// <summary>Finds what must be masked in a JSON text: in every string, number and name, with what names and neighbours say about it.</summary>
internal ref struct JsonScan
{
    private const int MostDigits = 19;
    private const int PinBlockDigits = 16;

    // A postal index number of India.
    private const int IndexNumberDigits = 6;
    private const int LongestNumber = 40;
    private const int LongestEscapedName = 512;
    private const NameTraits Identifiers = NameTraits.Id | NameTraits.Cursor | NameTraits.ProgressToken;

    private static readonly JsonReaderOptions NestedOptions = new() { MaxDepth = MessageMasker.MaxDepth, AllowMultipleValues = true };

    private readonly ReadOnlySpan<byte> _json;
    private readonly int _depth;
    private readonly bool _keepsIdentifiers;
    private readonly MaskingProfile _profile;
    private readonly JsonFrame[] _frames;
    private readonly KnownNames _names;
    private int _level;
    private KnownName _name;
    private bool _isIdentifier;
    private int _batchLevel;
    private List<FieldMeaning[]>? _headers;
    private List<Edit>? _edits;
    private SplitNumbers _split;
    private TentativeEdits _tentative;
    private NameLayout _layout;

    private JsonScan(ReadOnlySpan<byte> json, FieldMeaning meaning, int depth, bool keepsIdentifiers, MaskingProfile profile)
    {
        _json = json;
        _depth = depth;
        _keepsIdentifiers = keepsIdentifiers;
        _profile = profile;
        _names = KnownNames.Current;
        _frames = ArrayPool<JsonFrame>.Shared.Rent(MessageMasker.MaxDepth + 2);
        _frames[0] = new JsonFrame { Meaning = meaning };
        _name = new KnownName(meaning, NameTraits.None);
    }

    /// <summary>Whether an identifier of the protocol was kept that holds what would be masked elsewhere.</summary>
    private bool Kept { get; set; }

    /// <summary>Adds what was found in a message, which was read as JSON before; see <see cref="JsonCursor"/>.</summary>
    /// <returns>Whether an identifier was kept that holds what would be masked elsewhere.</returns>
    /// <exception cref="JsonException">A name in it is no text.</exception>
    public static bool FindInMessage(ReadOnlySpan<byte> json, bool keepsIdentifiers, MaskingProfile profile, ref List<Edit>? edits)
    {
        var scan = new JsonScan(json, FieldMeaning.None, 0, keepsIdentifiers, profile);
        return scan.Run(ref edits);
    }

    /// <summary>Adds what was found in a text that is JSON, or several JSON texts one after the other.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static void FindNested(ReadOnlySpan<byte> json, FieldMeaning meaning, int depth, MaskingProfile profile, ref List<Edit>? edits)
    {
        ReadToEnd(json);
        var scan = new JsonScan(json, meaning, depth, keepsIdentifiers: false, profile);
        List<Edit>? found = null;
        _ = scan.Run(ref found);
        if (found is not null)
        {
            Edits.Resolve(found);
            JsonPath.Assign(json, found, NestedOptions);
            (edits ??= []).AddRange(found);
        }
    }

    private static void ReadToEnd(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, NestedOptions);
        while (reader.Read())
        {
        }
    }

    private bool Run(ref List<Edit>? edits)
    {
        try
        {
            _edits = edits;
            Walk();
            _tentative.Withdraw(_edits);
            edits = _edits;
            return Kept;
        }
        finally
        {
            // They say nothing of values.
            ArrayPool<JsonFrame>.Shared.Return(_frames, clearArray: false);
        }
    }

    // A method of its own, and small: the cursor is inlined into it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Walk()
    {
        var cursor = new JsonCursor(_json);
        while (true)
        {
            ref var frame = ref _frames[_level];
            var start = cursor.Position;
            if (_layout.TryMatch(_json, start, _level, frame.Index + 1, out var length, out var name))
            {
                cursor.Position = start + length;
                _name = name;
                _isIdentifier = false;
                frame.Facts |= frame.IsGathering ? name.Meaning & FieldMeaning.Card : FieldMeaning.None;
            }

            if (!cursor.Read(out var token))
            {
                return;
            }

            if (token.Kind == JsonKind.Name)
            {
                ReadKey(token, start, cursor.Position + 1);
            }
            else
            {
                VisitValue(token);
            }
        }
    }

    private void VisitValue(JsonToken token)
    {
        if (token.Kind is JsonKind.EndObject or JsonKind.EndArray)
        {
            Pop();
            return;
        }

        BeginValue();
        switch (token.Kind)
        {
            case JsonKind.String:
                VisitString(token);
                break;
            case JsonKind.Number:
                VisitNumber(token);
                break;
            case JsonKind.StartArray:
            case JsonKind.StartObject:
                Push(token);
                break;
        }
    }

    private void Push(JsonToken token)
    {
        if (_level == MessageMasker.MaxDepth)
        {
            throw new JsonException($"Deeper than {MessageMasker.MaxDepth} levels.");
        }

        ref var around = ref _frames[_level];
        var isArray = token.Kind == JsonKind.StartArray;
        _batchLevel |= isArray && _level == 0 ? 1 : 0;
        var meaning = _level == 0 ? _name.Meaning : Inherit(_name.Meaning, around);
        meaning |= isArray && IsListOfValues(token, around) ? JsonNeighbours.FactsOf(_json, ref around) : FieldMeaning.None;
        _frames[++_level] = new JsonFrame
        {
            IsArray = isArray,
            Meaning = meaning,
            Start = token.Start,
            Index = -1,
            IsMeta = _name.Is(NameTraits.Meta) && !around.IsArray,
        };
        _isIdentifier = false;
    }

    // {"name":"cvv","values":["123"]}
    private readonly bool IsListOfValues(JsonToken token, in JsonFrame around) =>
        _level > 0 && !around.IsArray && _name.Meaning == FieldMeaning.Value && _json[(token.Start + 1)..].TrimStart(" \t\r\n"u8) is [(byte)'"' or (>= (byte)'0' and <= (byte)'9'), ..];

    private void Pop()
    {
        if (_level == 0)
        {
            throw new JsonException("More ends than begins.");
        }

        if (_frames[_level].IsGathering)
        {
            Settle();
        }

        _level--;
    }

    // Elements of an array have the array's name.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void BeginValue()
    {
        ref var frame = ref _frames[_level];
        frame.Index++;
        if (frame.IsArray)
        {
            _name = new KnownName(frame.Meaning, NameTraits.None);
            _isIdentifier = false;
        }
    }

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

    private void ReadKey(JsonToken token, int start, int end)
    {
        _name = token.IsEscaped ? EscapedNameOf(token) : _names.Of(token.In(_json));
        _isIdentifier = _keepsIdentifiers && _name.Is(Identifiers) && IsIdentifier(_name, _level - _batchLevel);
        ref var frame = ref _frames[_level];
        frame.Facts |= frame.IsGathering ? _name.Meaning & FieldMeaning.Card : FieldMeaning.None;
        if (!_name.Is(NameTraits.Clean))
        {
            FindInString(token, FieldMeaning.None);
        }
        else if (!token.IsEscaped && !_name.Is(Identifiers))
        {
            _layout.Add(start, end, _level, frame.Index + 1, _name);
        }
    }

    private readonly KnownName EscapedNameOf(JsonToken token)
    {
        if (token.Length > LongestEscapedName)
        {
            return default;
        }

        try
        {
            Span<byte> name = stackalloc byte[LongestEscapedName];
            var reader = new Utf8JsonReader(_json[token.Start..token.End]);
            reader.Read();
            return _names.Of(name[..reader.CopyString(name)]);
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("A property name holds a lone surrogate.", exception);
        }
    }

    // The protocol's own: changing it would break the conversation, and it means nothing to anyone else.
    private readonly bool IsIdentifier(KnownName name, int level) =>
        (level == 1 && name.Is(NameTraits.Id))
        || (level == 2 && name.Is(NameTraits.Cursor | NameTraits.ProgressToken))
        || (level == 3 && _frames[_level].IsMeta && name.Is(NameTraits.ProgressToken));

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

        (_edits ??= []).Add(PlainValue.Card(token, digits));
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
            edit = new Edit(token.Start + sign, token.Length - sign, SecretReplacement.Number, kind, token.Start, form: EditForm.Number);
        }
        else if (IsCard(digits, meaning))
        {
            edit = new Edit(token.Start + sign, token.Length - sign, PanReplacement.InNumber(digits), MaskingKind.Pan, token.Start, form: EditForm.Number, card: CardNumber.Of(digits));
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
