using System.Buffers;
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
    private FieldMeaning _key;
    private bool _isCode;
    private bool _isMeta;
    private bool _isElement52;
    private bool _isIdentifier;
    private int _batchLevel;
    private List<Edit>? _edits;
    private SplitNumbers _split;

    private JsonScan(ReadOnlySpan<byte> json, FieldMeaning meaning, int depth, bool keepsIdentifiers, MaskingProfile profile)
    {
        _json = json;
        _depth = depth;
        _keepsIdentifiers = keepsIdentifiers;
        _profile = profile;
        _names = KnownNames.Current;
        _frames = ArrayPool<JsonFrame>.Shared.Rent(MessageMasker.MaxDepth + 2);
        _frames[0] = new JsonFrame { Meaning = meaning };
        _key = meaning;
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
            var cursor = new JsonCursor(_json);
            while (cursor.Read())
            {
                Visit(ref cursor);
            }

            edits = _edits;
            return Kept;
        }
        finally
        {
            // They say nothing of values; only the headers of tables must not be kept alive.
            ArrayPool<JsonFrame>.Shared.Return(_frames, clearArray: false);
        }
    }

    private void Visit(ref JsonCursor cursor)
    {
        switch (cursor.Kind)
        {
            case JsonKind.Name:
                ReadKey(ref cursor);
                break;
            case JsonKind.String:
                BeginValue();
                VisitString(ref cursor);
                break;
            case JsonKind.Number:
                BeginValue();
                VisitNumber(ref cursor);
                break;
            case JsonKind.StartArray:
            case JsonKind.StartObject:
                BeginValue();
                Push(ref cursor);
                break;
            case JsonKind.EndArray:
            case JsonKind.EndObject:
                Pop();
                break;
            default:
                BeginValue();
                break;
        }
    }

    private void Pop()
    {
        if (_level == 0)
        {
            throw new JsonException("More ends than begins.");
        }

        _frames[_level--].Header = null;
    }

    // Elements of an array have the array's name.
    private void BeginValue()
    {
        ref var frame = ref _frames[_level];
        if (frame.IsArray)
        {
            frame.Index++;
            _key = frame.Meaning;
            _isCode = false;
            _isElement52 = false;
            _isIdentifier = false;
        }
    }

    private void Push(ref JsonCursor cursor)
    {
        if (_level == MessageMasker.MaxDepth)
        {
            throw new JsonException($"Deeper than {MessageMasker.MaxDepth} levels.");
        }

        ref var around = ref _frames[_level];
        var isArray = cursor.Kind == JsonKind.StartArray;
        _batchLevel |= isArray && _level == 0 ? 1 : 0;
        var meaning = _level == 0 ? _key : Inherit(_key, around);
        _frames[++_level] = new JsonFrame
        {
            IsArray = isArray,
            Meaning = meaning,
            Start = cursor.Start,
            Index = -1,
            IsMeta = _isMeta && !around.IsArray,
        };
        _isIdentifier = false;
    }

    // A value's own name speaks first; one that says nothing leaves it to the name above.
    private static FieldMeaning Inherit(FieldMeaning own, in JsonFrame frame)
    {
        if (frame.IsArray || own.HasAny(FieldMeaning.About))
        {
            return own;
        }

        return !own.HasAny(~FieldMeaning.Value)
            ? own | (own.HasAny(FieldMeaning.Value) ? frame.Meaning & ~FieldMeaning.About : frame.Meaning & FieldMeaning.Card)
            : own;
    }

    private void ReadKey(ref JsonCursor cursor)
    {
        var name = NameOf(ref cursor);
        _isIdentifier = _keepsIdentifiers && name.Is(Identifiers) && IsIdentifier(name, _level - _batchLevel);
        _isCode = name.Is(NameTraits.Code);
        _isElement52 = name.Is(NameTraits.Element52);
        _isMeta = name.Is(NameTraits.Meta);
        _key = name.Meaning;
        if (!name.Is(NameTraits.Clean))
        {
            FindInString(ref cursor, FieldMeaning.None, _depth);
        }
    }

    private readonly KnownName NameOf(ref JsonCursor cursor) => cursor.IsEscaped ? EscapedNameOf(ref cursor) : _names.Of(cursor.Value);

    private readonly KnownName EscapedNameOf(ref JsonCursor cursor)
    {
        if (cursor.Value.Length > LongestEscapedName)
        {
            return default;
        }

        try
        {
            Span<byte> name = stackalloc byte[LongestEscapedName];
            var reader = new Utf8JsonReader(_json.Slice(cursor.Start, cursor.Value.Length + 2));
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

    private void VisitString(ref JsonCursor cursor)
    {
        if (_isIdentifier)
        {
            var before = _edits;
            _edits = null;
            FindInString(ref cursor, FieldMeaning.None, _depth);
            Kept |= _edits is not null;
            _edits = before;
            return;
        }

        var value = cursor.Value;
        var shape = cursor.IsEscaped ? default : ValueShape.Of(_json, cursor.Start + 1, value.Length);
        if (PlainValue.IsNothing(shape, value.Length))
        {
            _split.Pass();
            return;
        }

        var meaning = MeaningFor(value, cursor.Start + value.Length + 2, shape.IsDigits);
        var known = _edits?.Count ?? 0;
        if (cursor.IsEscaped || !PlainValue.TryFind(value, shape, meaning, cursor.Start, ref _edits))
        {
            FindInString(ref cursor, meaning, _depth);
        }

        if ((_edits?.Count ?? 0) > known || cursor.IsEscaped)
        {
            _split.Interrupt();
            return;
        }

        _split.Visit(_json, cursor.Start, value, _frames[_level].Start, ref _edits);
    }

    private void FindInString(ref JsonCursor cursor, FieldMeaning meaning, int depth)
    {
        var raw = cursor.Value;
        var token = cursor.Start;
        List<Edit>? found = null;
        if (!cursor.IsEscaped)
        {
            TextScan.Find(raw, meaning, depth, _profile, ref found);
            foreach (var edit in found ?? [])
            {
                (_edits ??= []).Add(edit with { Start = edit.Start + token + 1, Token = token });
            }

            return;
        }

        var decoded = new DecodedText(raw.Length);
        try
        {
            JsonStringDecoder.Decode(raw, ref decoded);
            TextScan.Find(decoded.Bytes, meaning, depth, _profile, ref found);
            foreach (var edit in found ?? [])
            {
                var original = decoded.ToOriginal(edit);
                (_edits ??= []).Add(original with { Start = original.Start + token + 1, Token = token, Replacement = Escape(edit.Replacement) });
            }
        }
        finally
        {
            decoded.Dispose();
        }
    }

    // Line ends of a wrapped encoding come back as they came.
    private static byte[] Escape(byte[] replacement) =>
        replacement.AsSpan().IndexOfAnyInRange((byte)0, (byte)0x1F) < 0 ? replacement : JsonEncodedText.Encode(replacement, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.ToArray();

    private void VisitNumber(ref JsonCursor cursor)
    {
        if (CannotMatter(cursor.Value))
        {
            return;
        }

        FindInNumber(ref cursor);
    }

    // Too short for a card number, and under no name that would make it anything else: most numbers.
    private readonly bool CannotMatter(ReadOnlySpan<byte> lexeme) =>
        lexeme.Length < CardNetworks.MinLength && !_isCode && !_frames[_level].IsArray && !Inherit(_key, _frames[_level]).HasAny(FieldMeaning.Secret | FieldMeaning.Value) && !lexeme.ContainsAny((byte)'e', (byte)'E');

    private void FindInNumber(ref JsonCursor cursor)
    {
        var lexeme = cursor.Value;
        Span<byte> digits = stackalloc byte[LongestNumber];
        var count = NumberDigits.Of(lexeme, digits);
        if (count < 3)
        {
            return;
        }

        digits = digits[..count];
        var meaning = _isIdentifier ? FieldMeaning.None : MeaningFor(lexeme, cursor.Start + lexeme.Length, areDigits: true);
        var token = cursor.Start;
        var sign = lexeme[0] == '-' ? 1 : 0;
        Edit edit;
        if (sign == 0 && FieldValue.IsSecret(digits, meaning, out var kind))
        {
            edit = new Edit(token + sign, lexeme.Length - sign, SecretReplacement.Number, kind, token, Form: EditForm.Number);
        }
        else if (IsCard(digits, meaning))
        {
            edit = new Edit(token + sign, lexeme.Length - sign, PanReplacement.InNumber(digits), MaskingKinds.Pan, token, Form: EditForm.Number, Card: CardNumber.Of(digits));
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
            CardEvidence.Weak => meaning.HasAny(FieldMeaning.Pan) || (meaning.HasAny(FieldMeaning.Card) && !meaning.HasAny(FieldMeaning.About)),
            _ => meaning.HasAny(FieldMeaning.Pan) && digits.Length >= 13,
        };
    }

    // What is known about a value: its name, the names above it, and where digits alone do not decide, its neighbours.
    private FieldMeaning MeaningFor(ReadOnlySpan<byte> value, int end, bool areDigits)
    {
        ref var frame = ref _frames[_level];
        var meaning = Inherit(_key, frame);
        if (meaning.HasAny(FieldMeaning.About | FieldMeaning.Secret | FieldMeaning.OtherNumber))
        {
            return meaning;
        }

        var length = value.Length;
        if (length is < 3 or > LongestNumber || (!areDigits && !value.ContainsAny(DigitStarts.Bytes)))
        {
            return meaning;
        }

        // ISO 8583 messages are often written as a map of element numbers; number 52 is the PIN block.
        if (_isElement52 && length == PinBlockDigits && !value.ContainsAnyExcept(DigitStarts.HexDigits))
        {
            return FieldMeaning.PinBlock;
        }

        if (frame.IsArray)
        {
            meaning |= JsonNeighbours.HeaderOf(_json, _frames.AsSpan(0, _level + 1));
            return frame.Index == 1 && !meaning.HasAny(~FieldMeaning.Value) ? meaning | JsonNeighbours.PairOf(_json, frame, end) : meaning;
        }

        if (_level == 0)
        {
            return meaning;
        }

        if (_isCode && frame.Meaning.HasAny(FieldMeaning.Card) && length is 3 or 4)
        {
            return meaning | FieldMeaning.Cvv;
        }

        if (meaning.HasAny(FieldMeaning.Value) || (length >= CardNetworks.MinLength && !meaning.HasAny(FieldMeaning.Reference)))
        {
            var facts = JsonNeighbours.FactsOf(_json, ref frame);
            meaning |= meaning.HasAny(FieldMeaning.Value) ? facts : facts & FieldMeaning.Card;
        }

        return meaning;
    }
}
