using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Portal.Gateway.Masking.Fragments;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking;

/// <summary>Finds what must be masked in a JSON text: in every string, number and name, with what names and neighbours say about it.</summary>
internal ref partial struct JsonScan
{
    private const int LongestEscapedName = 512;
    private const NameTraits Identifiers = NameTraits.Id | NameTraits.Cursor | NameTraits.ProgressToken;

    private static readonly JsonReaderOptions NestedOptions = new()
    {
        MaxDepth = MessageMasker.MaxDepth,
        AllowMultipleValues = true,
    };

    private readonly ReadOnlySpan<byte> _json;
    private readonly int _depth;
    private readonly bool _keepsIdentifiers;
    private readonly MaskingScan _scan;
    private readonly JsonFrame[] _frames;
    private readonly KnownNames _names;
    private int _level;
    private KnownName _name;
    private bool _isIdentifier;
    private int _batchLevel;
    private List<Senses[]>? _headers;
    private List<Edit>? _edits;
    private FragmentedPanDetector _fragments;
    private NameLayout _layout;

    private JsonScan(ReadOnlySpan<byte> json, Senses senses, int depth, bool keepsIdentifiers, MaskingScan scan)
    {
        _json = json;
        _depth = depth;
        _keepsIdentifiers = keepsIdentifiers;
        _scan = scan;
        _names = KnownNames.Current;
        _frames = ArrayPool<JsonFrame>.Shared.Rent(MessageMasker.MaxDepth + 2);
        _frames[0] = new JsonFrame { Senses = senses };
        _name = new KnownName(senses, NameTraits.None);
    }

    /// <summary>Whether an identifier of the protocol was kept that holds what would be masked elsewhere.</summary>
    private bool Kept { get; set; }

    /// <summary>Adds what was found in a message, which was read as JSON before; see <see cref="JsonCursor"/>.</summary>
    /// <returns>Whether an identifier was kept that holds what would be masked elsewhere.</returns>
    /// <exception cref="JsonException">A name in it is no text.</exception>
    public static bool FindInMessage(ReadOnlySpan<byte> json, bool keepsIdentifiers, MaskingScan scan, ref List<Edit>? edits) =>
        new JsonScan(json, Senses.None, 0, keepsIdentifiers, scan).Run(ref edits);

    /// <summary>Adds what was found in a text that is JSON, or several JSON texts one after the other.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static void FindNested(ReadOnlySpan<byte> json, Senses senses, int depth, MaskingScan scan, ref List<Edit>? edits)
    {
        ReadToEnd(json);
        var nested = new JsonScan(json, senses, depth, keepsIdentifiers: false, scan);
        List<Edit>? found = null;
        _ = nested.Run(ref found);
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
        while (reader.Read()) { }
    }

    private bool Run(ref List<Edit>? edits)
    {
        try
        {
            _edits = edits;
            Walk();
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
        var senses = _level == 0 ? _name.Senses : Inherit(_name.Senses, around);
        senses |= isArray && IsListOfValues(token, around) ? JsonNeighbours.FactsOf(_json, ref around) : Senses.None;
        // "rows":[{…}] counts objects, and says nothing of what is in them.
        senses = around.IsArray ? senses & ~Senses.OtherKind : senses;
        _frames[++_level] = new JsonFrame
        {
            IsArray = isArray,
            Senses = senses,
            Start = token.Start,
            Index = -1,
            IsMeta = _name.Is(NameTraits.Meta) && !around.IsArray,
        };
        _isIdentifier = false;
    }

    // {"name":"cvv","values":["123"]}
    private readonly bool IsListOfValues(JsonToken token, in JsonFrame around) =>
        _level > 0
        && !around.IsArray
        && _name.Senses == Senses.Value
        && _json[(token.Start + 1)..].TrimStart(" \t\r\n"u8) is [(byte)'"' or (>= (byte)'0' and <= (byte)'9'), ..];

    private void Pop()
    {
        if (_level == 0)
        {
            throw new JsonException("More ends than begins.");
        }

        _fragments.EndContainer(_json, _frames[_level].Start, ref _edits);
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
            _name = new KnownName(frame.Senses, NameTraits.None);
            _isIdentifier = false;
        }
    }

    private void ReadKey(JsonToken token, int start, int end)
    {
        _name = token.IsEscaped ? EscapedNameOf(token) : _names.Of(token.In(_json));
        _isIdentifier = _keepsIdentifiers && _name.Is(Identifiers) && IsIdentifier(_name, _level - _batchLevel);
        ref var frame = ref _frames[_level];
        if (!_name.Is(NameTraits.Clean))
        {
            FindInString(token, default);
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
}
