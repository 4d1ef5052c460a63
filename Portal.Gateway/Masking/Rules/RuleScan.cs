using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Portal.Gateway.Masking.Decoders;

namespace Portal.Gateway.Masking.Rules;

/// <summary>
/// Goes through a JSON text once and finds what rules of one's own replace: strings and numbers by field, strings and names by pattern, in JSON within
/// strings too. The protocol's own names and identifiers are left alone.
/// </summary>
internal ref struct RuleScan
{
    private const int MaxNesting = 6;

    // Members of a tool in the result of tools/list: message, result, tools, tool.
    private const int ToolLevel = 4;

    private static readonly JsonReaderOptions MessageOptions = new() { MaxDepth = MessageMasker.MaxDepth };
    private static readonly JsonReaderOptions NestedOptions = new()
    {
        MaxDepth = MessageMasker.MaxDepth,
        AllowMultipleValues = true,
    };

    private readonly RuleSet _rules;
    private readonly ReadOnlySpan<byte> _json;
    private readonly int _nesting;
    private readonly MaskingDirection _direction;
    private readonly List<RuleEdit> _edits;
    private readonly RuleLevel[] _levels;
    private readonly ulong[] _states;
    private readonly int _words;
    private int _level;
    private int _cover;
    private int _batchLevel;
    private bool _isProtected;

    private RuleScan(RuleSet rules, ReadOnlySpan<byte> json, int nesting, MaskingDirection direction, List<RuleEdit> edits)
    {
        _rules = rules;
        _json = json;
        _nesting = nesting;
        _direction = direction;
        _edits = edits;
        _words = rules.Fields.Words;
        _levels = ArrayPool<RuleLevel>.Shared.Rent(MessageMasker.MaxDepth + 2);
        _states = ArrayPool<ulong>.Shared.Rent(Math.Max((MessageMasker.MaxDepth + 3) * _words, 1));
        _levels[0] = new RuleLevel { Cover = FieldMatcher.None };
        _cover = FieldMatcher.None;
        StatesOf(0).Clear();
        StatesOf(1).Clear();
    }

    /// <summary>Adds what was found in a message, in order and without overlaps.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static void FindInMessage(RuleSet rules, ReadOnlySpan<byte> json, MaskingDirection direction, List<RuleEdit> edits) =>
        new RuleScan(rules, json, 0, direction, edits).Run(MessageOptions);

    // A text within a string that is JSON itself, or several JSON texts one after the other.
    private static bool TryFindNested(
        RuleSet rules,
        ReadOnlySpan<byte> json,
        int nesting,
        MaskingDirection direction,
        List<RuleEdit> edits
    )
    {
        if (nesting >= MaxNesting || json.TrimStart(" \t\r\n"u8) is not [(byte)'{' or (byte)'[', ..])
        {
            return false;
        }

        var known = edits.Count;
        try
        {
            new RuleScan(rules, json, nesting + 1, direction, edits).Run(NestedOptions);
            return true;
        }
        catch (JsonException)
        {
            edits.RemoveRange(known, edits.Count - known);
            return false;
        }
    }

    private void Run(JsonReaderOptions options)
    {
        try
        {
            var reader = new Utf8JsonReader(_json, options);
            while (reader.Read())
            {
                Visit(ref reader);
            }
        }
        finally
        {
            ArrayPool<RuleLevel>.Shared.Return(_levels, clearArray: true);
            ArrayPool<ulong>.Shared.Return(_states);
        }
    }

    private void Visit(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                VisitName(ref reader);
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
            case JsonTokenType.String:
                BeginValue();
                VisitString(ref reader, _isProtected ? FieldMatcher.None : _cover, isName: false);
                break;
            case JsonTokenType.Number:
                BeginValue();
                VisitNumber(ref reader);
                break;
            default:
                BeginValue();
                VisitLiteral(ref reader);
                break;
        }
    }

    // Elements of an array are told apart by their index; members by the name before.
    private void BeginValue()
    {
        ref var level = ref _levels[_level];
        if (_level > 0 && level.IsArray)
        {
            level.Index++;
            _isProtected = false;
            _cover = Math.Min(level.Cover, _rules.Fields.Descend(StatesOf(_level), default, level.Index, StatesOf(_level + 1)));
        }
        else if (_level == 0)
        {
            _isProtected = false;
            _cover = FieldMatcher.None;
            StatesOf(1).Clear();
        }
    }

    private void Push(ref Utf8JsonReader reader)
    {
        var isArray = reader.TokenType == JsonTokenType.StartArray;
        var isBatch = _nesting == 0 && _level == 0 && isArray;
        if (IsRoot(isBatch) || IsPayload(ref reader))
        {
            _rules.Fields.AddStarts(StatesOf(_level + 1));
        }

        _batchLevel |= isBatch ? 1 : 0;
        _levels[++_level] = new RuleLevel
        {
            IsArray = isArray,
            Index = -1,
            Cover = _cover,
        };
    }

    // What '$' stands for: the message, each message of a batch, JSON within a string.
    private readonly bool IsRoot(bool isBatch) => (_level == 0 && !isBatch) || (_batchLevel == 1 && _level == 1);

    // And, so that rules can be written down from a tool's own view: the arguments and the structured result.
    private readonly bool IsPayload(ref Utf8JsonReader reader)
    {
        if (_nesting > 0 || _level - _batchLevel != 2 || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        return NameAt(_level) is var name && (name.SequenceEqual("arguments"u8) || name.SequenceEqual("structuredContent"u8));
    }

    private void VisitName(ref Utf8JsonReader reader)
    {
        ref var level = ref _levels[_level];
        level.NameStart = (int)reader.TokenStartIndex + 1;
        level.NameLength = reader.ValueSpan.Length;
        level.SafeName = null;
        var depth = _level - _batchLevel;
        _isProtected = _nesting == 0 && IsProtected(depth);
        if (reader.ValueIsEscaped)
        {
            var decoded = new DecodedText(reader.ValueSpan.Length);
            try
            {
                JsonStringDecoder.Decode(reader.ValueSpan, ref decoded);
                Descend(decoded.Bytes);
            }
            finally
            {
                decoded.Dispose();
            }
        }
        else
        {
            Descend(reader.ValueSpan);
        }

        if (_nesting == 0 && IsSchema())
        {
            StatesOf(_level + 1).Clear();
            _cover = FieldMatcher.None;
        }

        // Names of the message itself and of params, result and error are the protocol's own.
        if (_nesting > 0 || depth > 2)
        {
            VisitString(ref reader, FieldMatcher.None, isName: true);
        }
    }

    private void Descend(ReadOnlySpan<byte> name) =>
        _cover = Math.Min(_levels[_level].Cover, _rules.Fields.Descend(StatesOf(_level), name, -1, StatesOf(_level + 1)));

    // A tool's schema describes fields and holds none: a rule for "email" would make of it what clients refuse. Patterns look at its texts all the same.
    private readonly bool IsSchema() =>
        _level == _batchLevel + ToolLevel
        && NameAt(_level) is var name
        && (name.SequenceEqual("inputSchema"u8) || name.SequenceEqual("outputSchema"u8))
        && NameAt(_batchLevel + 1).SequenceEqual("result"u8)
        && NameAt(_batchLevel + 2).SequenceEqual("tools"u8);

    // Changing these would break the conversation: what a message is, and what ties it to another.
    private readonly bool IsProtected(int depth)
    {
        var name = NameAt(_level);
        return depth switch
        {
            1 => name.SequenceEqual("jsonrpc"u8) || name.SequenceEqual("id"u8) || name.SequenceEqual("method"u8),
            2 => name.SequenceEqual("cursor"u8)
                || name.SequenceEqual("nextCursor"u8)
                || name.SequenceEqual("progressToken"u8)
                || name.SequenceEqual("requestId"u8)
                || name.SequenceEqual("protocolVersion"u8)
                || (
                    _direction == MaskingDirection.Request
                    && (name.SequenceEqual("name"u8) || name.SequenceEqual("uri"u8))
                    && NameAt(_level - 1).SequenceEqual("params"u8)
                ),
            3 => name.SequenceEqual("progressToken"u8),
            _ => false,
        };
    }

    private void VisitString(ref Utf8JsonReader reader, int cover, bool isName)
    {
        if (_isProtected && !isName)
        {
            return;
        }

        var raw = reader.ValueSpan;
        var known = _edits.Count;
        if (reader.ValueIsEscaped)
        {
            var decoded = new DecodedText(raw.Length);
            try
            {
                JsonStringDecoder.Decode(raw, ref decoded);
                FindInText(decoded.Bytes, cover);
                for (var index = known; index < _edits.Count; index++)
                {
                    var (start, length) = decoded.ToOriginal(_edits[index].Start, _edits[index].Length);
                    _edits[index] = _edits[index] with { Start = start, Length = length };
                }
            }
            finally
            {
                decoded.Dispose();
            }
        }
        else if (isName || !IsBinary(raw))
        {
            FindInText(raw, cover);
        }

        if (_edits.Count > known)
        {
            Place(known, (int)reader.TokenStartIndex + 1, isName ? reader.ValueSpan : default);
        }
    }

    // Images and audio are base64 under these names; a pattern would break them.
    private readonly bool IsBinary(ReadOnlySpan<byte> raw) =>
        _cover == FieldMatcher.None
        && raw.Length >= 64
        && NameAt(_level) is var name
        && (name.SequenceEqual("data"u8) || name.SequenceEqual("blob"u8))
        && Base64.IsValid(raw);

    private void FindInText(ReadOnlySpan<byte> text, int cover)
    {
        if (cover != FieldMatcher.None || !TryFindNested(_rules, text, _nesting, _direction, _edits))
        {
            RuleTextScan.Find(_rules, text, cover, _edits);
        }
    }

    // Edits of a token become edits of the text: where they stand in it, and their path. A name is shown as it will be.
    private void Place(int first, int offset, ReadOnlySpan<byte> name)
    {
        if (!name.IsEmpty)
        {
            _levels[_level].SafeName = RulePath.NameOf(name, _edits, first);
        }

        var path = RulePath.Render(_json, _levels.AsSpan(1, _level));
        for (var index = first; index < _edits.Count; index++)
        {
            var edit = _edits[index];
            _edits[index] = edit with
            {
                Start = edit.Start + offset,
                Path = edit.Path.Length == 0 ? path : $"{path}#{edit.Path}",
            };
        }
    }

    private void VisitNumber(ref Utf8JsonReader reader)
    {
        if (_isProtected || _cover == FieldMatcher.None)
        {
            return;
        }

        var match = _rules[_cover];
        var lexeme = reader.ValueSpan;
        var replacement = match switch
        {
            { Rule.Exception: not null } => [],
            { Action: MaskingAction.Token } => _rules.Tokens.IsToken(lexeme)
                ? null
                : System.Text.Encoding.ASCII.GetBytes(_rules.Tokens.OfNumber(lexeme)),
            _ => match.Action != MaskingAction.Block && lexeme.SequenceEqual(RuleReplacement.Number)
                ? null
                : RuleReplacement.Number,
        };
        if (replacement is not null)
        {
            _edits.Add(
                new RuleEdit(
                    (int)reader.TokenStartIndex,
                    lexeme.Length,
                    replacement,
                    match,
                    RulePath.Render(_json, _levels.AsSpan(1, _level)),
                    1
                )
            );
        }
    }

    // true, false and null have nothing to mask, but a field may block by being there.
    private void VisitLiteral(ref Utf8JsonReader reader)
    {
        if (
            !_isProtected
            && _cover != FieldMatcher.None
            && _rules[_cover] is { Action: MaskingAction.Block, Rule.Exception: null } match
        )
        {
            var literal = reader.ValueSpan;
            _edits.Add(
                new RuleEdit(
                    (int)reader.TokenStartIndex,
                    literal.Length,
                    literal.ToArray(),
                    match,
                    RulePath.Render(_json, _levels.AsSpan(1, _level)),
                    1
                )
            );
        }
    }

    private readonly ReadOnlySpan<byte> NameAt(int level) => _json.Slice(_levels[level].NameStart, _levels[level].NameLength);

    private readonly Span<ulong> StatesOf(int level) => _states.AsSpan(level * _words, _words);
}
