using System.Text;

namespace Portal.Gateway.Masking.Rules;

/// <summary>Finds what rules of one's own replace in one unescaped text.</summary>
internal static class RuleTextScan
{
    /// <summary>Adds what was found, in order and without overlaps; paths are left empty.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="bytes">Valid UTF-8.</param>
    /// <param name="cover">The field match over the whole text; <see cref="FieldMatcher.None"/> where there is none.</param>
    /// <param name="edits">Receives the edits.</param>
    public static void Find(RuleSet rules, ReadOnlySpan<byte> bytes, int cover, List<RuleEdit> edits)
    {
        if (bytes.IsEmpty || (cover == FieldMatcher.None && rules.Patterns.IsEmpty))
        {
            return;
        }

        using var text = new RuleText(bytes);
        var spans = new List<Span>();
        if (cover != FieldMatcher.None && IsWanted(rules[cover], text.Units, 0, text.Units.Length, isField: true))
        {
            spans.Add(new Span(0, text.Units.Length, cover));
        }

        foreach (var (pattern, match) in rules.Patterns)
        {
            foreach (var found in pattern.Regex.EnumerateMatches(text.Units))
            {
                var (start, end) = text.Whole(found.Index, found.Index + found.Length);
                if (end > start && IsWanted(rules[match], text.Units, start, end, isField: false))
                {
                    spans.Add(new Span(start, end, match));
                }
            }
        }

        Merge(spans);
        foreach (var span in spans)
        {
            Replace(rules, text, span, edits);
        }
    }

    // What a rule has replaced is left alone, so that masking again changes nothing; a field that blocks does so whatever stands in it.
    private static bool IsWanted(RuleMatch match, ReadOnlySpan<char> text, int start, int end, bool isField) =>
        match.Rule.Exception is not null
        || (isField && match.Action == MaskingAction.Block)
        || !RuleReplacement.IsWithinReplacement(text, start, end);

    // Parts that overlap become one, and the strictest of their actions is for all of it.
    private static void Merge(List<Span> spans)
    {
        spans.Sort(static (left, right) => left.Start.CompareTo(right.Start));
        var kept = 0;
        for (var index = 1; index < spans.Count; index++)
        {
            var (last, next) = (spans[kept], spans[index]);
            if (next.Start < last.End)
            {
                spans[kept] = new Span(last.Start, Math.Max(last.End, next.End), Math.Min(last.Match, next.Match));
            }
            else
            {
                spans[++kept] = next;
            }
        }

        if (spans.Count > 0)
        {
            spans.RemoveRange(kept + 1, spans.Count - kept - 1);
        }
    }

    private static void Replace(RuleSet rules, in RuleText text, Span span, List<RuleEdit> edits)
    {
        var match = rules[span.Match];
        if (match.Rule.Exception is null && match.Action == MaskingAction.Mask)
        {
            Mask(text, span, match, edits);
            return;
        }

        var start = text.ByteAt(span.Start);
        var replacement = match switch
        {
            { Rule.Exception: not null } => [],
            { Action: MaskingAction.Token } => Encoding.ASCII.GetBytes(
                rules.Tokens.OfText(match.Label, text.Units[span.Start..span.End])
            ),
            _ => RuleReplacement.Redacted,
        };
        edits.Add(new RuleEdit(start, text.ByteAt(span.End) - start, replacement, match, "", 1));
    }

    // Run by run, so that the bytes between them, which may stand escaped in the message, stay as they are.
    private static void Mask(in RuleText text, Span span, RuleMatch match, List<RuleEdit> edits)
    {
        var position = span.Start;
        var count = 1;
        while (position < span.End)
        {
            var start = position;
            var characters = 0;
            while (position < span.End && Next(text.Units[position..span.End], out var units))
            {
                position += units;
                characters++;
            }

            if (characters > 0)
            {
                var asterisks = new byte[characters];
                asterisks.AsSpan().Fill((byte)'*');
                edits.Add(
                    new RuleEdit(text.ByteAt(start), text.ByteAt(position) - text.ByteAt(start), asterisks, match, "", count)
                );
                count = 0;
            }
            else
            {
                position++;
            }
        }
    }

    private static bool Next(ReadOnlySpan<char> text, out int units)
    {
        _ = Rune.DecodeFromUtf16(text, out var rune, out units);
        return RuleReplacement.IsMasked(rune);
    }

    private readonly record struct Span(int Start, int End, int Match);
}
