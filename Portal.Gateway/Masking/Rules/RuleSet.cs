using System.Buffers;

namespace Portal.Gateway.Masking.Rules;

/// <summary>The rules of one's own that are about one kind of message, put together once and shared between messages.</summary>
internal sealed class RuleSet
{
    private const int MaxHits = 1000;
    private const string Elsewhere = "$..*";

    private readonly RuleMatch[] _matches;
    private readonly (MaskingPattern Pattern, int Match)[] _patterns;

    /// <summary>Puts rules together; the strictest action comes first, then the name decides.</summary>
    public RuleSet(IEnumerable<MaskingRule> rules, MaskingTokens tokens)
    {
        Tokens = tokens;
        var reasons = rules
            .SelectMany(ReasonsOf)
            .OrderByDescending(reason => reason.Match.Action)
            .ThenBy(reason => reason.Match.Rule.Name, StringComparer.Ordinal)
            .ToList();
        _matches = [.. reasons.Select(reason => reason.Match)];
        Fields = new FieldMatcher(
            reasons.Index().Where(reason => reason.Item.Field is not null).Select(reason => (reason.Item.Field!, reason.Index))
        );
        _patterns =
        [
            .. reasons
                .Index()
                .Where(reason => reason.Item.Pattern is not null)
                .Select(reason => (reason.Item.Pattern!, reason.Index)),
        ];
    }

    /// <summary>All fields.</summary>
    public FieldMatcher Fields { get; }

    /// <summary>All patterns, each with the number of its match.</summary>
    public ReadOnlySpan<(MaskingPattern Pattern, int Match)> Patterns => _patterns;

    /// <summary>Makes tokens.</summary>
    public MaskingTokens Tokens { get; }

    /// <summary>The match of a number.</summary>
    public RuleMatch this[int match] => _matches[match];

    /// <summary>Returns what the rules find in a message, in order.</summary>
    /// <exception cref="System.Text.Json.JsonException">It is no JSON.</exception>
    public List<RuleEdit> Find(ReadOnlySpan<byte> json, MaskingDirection direction)
    {
        var edits = new List<RuleEdit>();
        RuleScan.FindInMessage(this, json, direction, edits);
        return edits;
    }

    /// <summary>Applies the rules to a message that the built-in policy has been applied to.</summary>
    public MaskedMessage Apply(in MaskedMessage message, MaskingDirection direction)
    {
        var edits = Find(message.Json.Span, direction);
        return edits.Count == 0
            ? message
            : message with
            {
                Json = Rewrite(message.Json.Span, edits),
                Hits = [.. message.Hits, .. HitsOf(edits)],
                IsBlocked = message.IsBlocked || edits.Exists(edit => edit.Match.Action == MaskingAction.Block),
            };
    }

    /// <summary>Applies the patterns to a text that is no JSON, such as a header's value. The very same memory when nothing was found.</summary>
    public ReadOnlyMemory<byte> ApplyToText(ReadOnlyMemory<byte> text)
    {
        var edits = new List<RuleEdit>();
        RuleTextScan.Find(this, text.Span, FieldMatcher.None, edits);
        return edits.Count == 0 ? text : Rewrite(text.Span, edits);
    }

    /// <summary>Returns what was found, counted by place and rule. Beyond the first places, only how many.</summary>
    public static List<MaskingHit> HitsOf(List<RuleEdit> edits)
    {
        var counts = new Dictionary<(RuleMatch Match, string Path), int>();
        foreach (var edit in edits)
        {
            var place = (edit.Match, edit.Path);
            if (counts.Count >= MaxHits && !counts.ContainsKey(place))
            {
                place = (edit.Match, Elsewhere);
            }

            counts[place] = counts.GetValueOrDefault(place) + edit.Count;
        }

        return
        [
            .. counts.Select(pair => new MaskingHit(
                pair.Key.Match.Kind,
                pair.Key.Path,
                pair.Key.Match.Rule.Name,
                pair.Key.Match.Rule.Version,
                pair.Key.Match.Action,
                pair.Value,
                ReasonsOf(pair.Key.Match)
            )),
        ];
    }

    // What an exception lets pass is not masked by a policy.
    private static IReadOnlyList<MaskingReason> ReasonsOf(RuleMatch match) =>
        match.Rule.Exception is null ? [MaskingReason.OwnPolicy] : [];

    private static IEnumerable<(RuleMatch Match, FieldPath? Field, MaskingPattern? Pattern)> ReasonsOf(MaskingRule rule)
    {
        foreach (var field in rule.Fields)
        {
            yield return (new RuleMatch(rule, MaskingRuleKinds.Field, field.Label), field, null);
        }

        foreach (var pattern in rule.Patterns)
        {
            yield return (new RuleMatch(rule, pattern.Name, pattern.Name), null, pattern);
        }
    }

    private static byte[] Rewrite(ReadOnlySpan<byte> text, List<RuleEdit> edits)
    {
        var output = new ArrayBufferWriter<byte>(text.Length + 64);
        var position = 0;
        foreach (var edit in edits)
        {
            output.Write(text[position..edit.Start]);
            output.Write(edit.Replacement);
            position = edit.End;
        }

        output.Write(text[position..]);
        return output.WrittenSpan.ToArray();
    }
}
