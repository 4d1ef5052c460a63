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

    private static readonly JsonReaderOptions MessageOptions = new() { MaxDepth = MessageMasker.MaxDepth };
    private static readonly JsonReaderOptions NestedOptions = new() { MaxDepth = MessageMasker.MaxDepth, AllowMultipleValues = true };

    private readonly ReadOnlySpan<byte> _json;
    private readonly int _depth;
    private readonly bool _keepsIdentifiers;
    private readonly MaskingProfile _profile;
    private readonly JsonFrame[] _frames;
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
        _frames = ArrayPool<JsonFrame>.Shared.Rent(MessageMasker.MaxDepth + 2);
        _frames[0] = new JsonFrame { Meaning = meaning };
        _key = meaning;
    }

    /// <summary>Whether an identifier of the protocol was kept that holds what would be masked elsewhere.</summary>
    private bool Kept { get; set; }

    /// <summary>Adds what was found in a message.</summary>
    /// <returns>Whether an identifier was kept that holds what would be masked elsewhere.</returns>
    /// <exception cref="JsonException">It cannot be read.</exception>
    public static bool FindInMessage(ReadOnlySpan<byte> json, bool keepsIdentifiers, MaskingProfile profile, ref List<Edit>? edits)
    {
        var scan = new JsonScan(json, FieldMeaning.None, 0, keepsIdentifiers, profile);
        return scan.Run(MessageOptions, ref edits);
    }

    /// <summary>Adds what was found in a text that is JSON, or several JSON texts one after the other.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static void FindNested(ReadOnlySpan<byte> json, FieldMeaning meaning, int depth, MaskingProfile profile, ref List<Edit>? edits)
    {
        var scan = new JsonScan(json, meaning, depth, keepsIdentifiers: false, profile);
        List<Edit>? found = null;
        _ = scan.Run(NestedOptions, ref found);
        if (found is not null)
        {
            Edits.Resolve(found);
            JsonPath.Assign(json, found, NestedOptions);
            (edits ??= []).AddRange(found);
        }
    }

    private bool Run(JsonReaderOptions options, ref List<Edit>? edits)
    {
        try
        {
            _edits = edits;
            var reader = new Utf8JsonReader(_json, options);
            while (reader.Read())
            {
                Visit(ref reader);
            }

            edits = _edits;
            return Kept;
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("A property name holds a lone surrogate.", exception);
        }
        finally
        {
            ArrayPool<JsonFrame>.Shared.Return(_frames, clearArray: true);
        }
    }

    private void Visit(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                ReadKey(ref reader);
                break;
            case JsonTokenType.String:
                BeginValue();
                VisitString(ref reader);
                break;
            case JsonTokenType.Number:
                BeginValue();
                VisitNumber(ref reader);
                break;
            case JsonTokenType.StartArray:
            case JsonTokenType.StartObject:
                BeginValue();
                Push(ref reader);
                break;
            case JsonTokenType.EndArray:
            case JsonTokenType.EndObject:
                _level--;
                break;
            default:
                BeginValue();
                break;
        }
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

    private void Push(ref Utf8JsonReader reader)
    {
        var isArray = reader.TokenType == JsonTokenType.StartArray;
        _batchLevel |= isArray && _level == 0 ? 1 : 0;
        var meaning = _level == 0 ? _key : Inherit(_key, _frames[_level]);
        _frames[++_level] = new JsonFrame { IsArray = isArray, Meaning = meaning, Start = (int)reader.TokenStartIndex, Index = -1, IsMeta = _isMeta && !_frames[_level].IsArray };
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

    private void ReadKey(ref Utf8JsonReader reader)
    {
        var level = reader.CurrentDepth - _batchLevel;
        _isIdentifier = _keepsIdentifiers && IsIdentifier(ref reader, level);
        _isCode = reader.ValueTextEquals("code"u8);
        _isElement52 = reader.ValueTextEquals("52"u8) || reader.ValueTextEquals("052"u8);
        _isMeta = reader.ValueTextEquals("_meta"u8);
        _key = MeaningOfKey(ref reader);
        FindInString(ref reader, FieldMeaning.None, _depth);
    }

    private static FieldMeaning MeaningOfKey(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return FieldNames.MeaningOf(reader.ValueSpan);
        }

        Span<byte> name = stackalloc byte[LongestEscapedName];
        return reader.ValueSpan.Length <= name.Length ? FieldNames.MeaningOf(name[..reader.CopyString(name)]) : FieldMeaning.None;
    }

    // The protocol's own: changing it would break the conversation, and it means nothing to anyone else.
    private readonly bool IsIdentifier(ref Utf8JsonReader reader, int level) =>
        (level == 1 && reader.ValueTextEquals("id"u8))
        || (level == 2 && (reader.ValueTextEquals("cursor"u8) || reader.ValueTextEquals("nextCursor"u8) || reader.ValueTextEquals("progressToken"u8) || reader.ValueTextEquals("requestId"u8)))
        || (level == 3 && _frames[_level].IsMeta && reader.ValueTextEquals("progressToken"u8));

    private void VisitString(ref Utf8JsonReader reader)
    {
        if (_isIdentifier)
        {
            var before = _edits;
            _edits = null;
            FindInString(ref reader, FieldMeaning.None, _depth);
            Kept |= _edits is not null;
            _edits = before;
            return;
        }

        var known = _edits?.Count ?? 0;
        FindInString(ref reader, MeaningFor(ref reader), _depth);
        if ((_edits?.Count ?? 0) > known || reader.ValueIsEscaped)
        {
            _split.Interrupt();
            return;
        }

        _split.Visit(_json, (int)reader.TokenStartIndex, reader.ValueSpan, _frames[_level].Start, ref _edits);
    }

    private void FindInString(ref Utf8JsonReader reader, FieldMeaning meaning, int depth)
    {
        var raw = reader.ValueSpan;
        var token = (int)reader.TokenStartIndex;
        List<Edit>? found = null;
        if (!reader.ValueIsEscaped)
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

    private void VisitNumber(ref Utf8JsonReader reader)
    {
        var lexeme = reader.ValueSpan;
        Span<byte> digits = stackalloc byte[LongestNumber];
        var count = NumberDigits.Of(lexeme, digits);
        if (count < 3)
        {
            return;
        }

        digits = digits[..count];
        var meaning = _isIdentifier ? FieldMeaning.None : MeaningFor(ref reader);
        var token = (int)reader.TokenStartIndex;
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
    private FieldMeaning MeaningFor(ref Utf8JsonReader reader)
    {
        ref var frame = ref _frames[_level];
        var meaning = Inherit(_key, frame);
        if (meaning.HasAny(FieldMeaning.About | FieldMeaning.Secret | FieldMeaning.OtherNumber))
        {
            return meaning;
        }

        var length = reader.ValueSpan.Length;
        if (length is < 3 or > LongestNumber || !reader.ValueSpan.ContainsAny(DigitStarts.Bytes))
        {
            return meaning;
        }

        // ISO 8583 messages are often written as a map of element numbers; number 52 is the PIN block.
        if (_isElement52 && length == PinBlockDigits && !reader.ValueSpan.ContainsAnyExcept(DigitStarts.HexDigits))
        {
            return FieldMeaning.PinBlock;
        }

        if (frame.IsArray)
        {
            return meaning | JsonNeighbours.HeaderOf(_json, _frames.AsSpan(0, _level + 1));
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
