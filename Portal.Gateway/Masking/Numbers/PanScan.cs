using System.Buffers;
using Portal.Gateway.Masking.Decisions;
using Portal.Gateway.Masking.Detectors;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Numbers;

/// <summary>
/// Finds card numbers in a text. Every window of groups that could be one is weighed; of those above the threshold the choice that weighs most together, without
/// overlaps, is masked.
/// </summary>
internal ref struct PanScan
{
    private const int WorkOfWindow = 40;
    private const int ShortestMistyped = 13;

    // Of two numbers that begin alike the longer one is meant.
    private const float LengthBonus = 0.5f;

    // What names, labels and words can add at most to what digits and groups weigh.
    private const float MostOfWords = 21;

    private readonly ScannedText _text;
    private readonly bool _mayBeWeak;
    private readonly bool _mayBeMistyped;
    private readonly float _threshold;
    private DigitChain _chain;
    private List<Edit>? _edits;

    private PanScan(in ScannedText text)
    {
        _text = text;
        _threshold = PanWeights.Threshold(text.Scan.Sensitivity);
        var all = text.Field.All;
        foreach (var mention in text.Mentions)
        {
            all |= mention.Senses;
        }

        _mayBeMistyped = all.HasAny(Senses.Pan);
        _mayBeWeak = all.HasAny(Senses.Card | Senses.Pan | Senses.Payment);
    }

    /// <summary>Adds an edit for every card number in a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="edits">Receives the edits.</param>
    public static void Find(in ScannedText text, ref List<Edit>? edits)
    {
        var scan = new PanScan(text) { _chain = new DigitChain(), _edits = edits };
        try
        {
            scan.Run();
            edits = scan._edits;
        }
        finally
        {
            scan._chain.Dispose();
        }
    }

    private void Run()
    {
        var characters = _text.Characters;
        for (
            var position = 0;
            position < characters.Length && characters[position..].IndexOfAnyInRange('0', '9') is >= 0 and var next;

        )
        {
            var end = _chain.Read(characters, position + next);
            if (_chain.Count >= CardNetworks.MinLength)
            {
                Choose();
            }

            position = end;
        }
    }

    // The windows that weigh most together: for each group the best choice among the groups up to it.
    private void Choose()
    {
        var count = _chain.GroupCount;
        var best = ArrayPool<float>.Shared.Rent(count + 1);
        var chosen = ArrayPool<PanWindow>.Shared.Rent(count + 1);
        try
        {
            best[0] = 0;
            var any = false;
            for (var last = 0; last < count; last++)
            {
                best[last + 1] = best[last];
                chosen[last + 1] = default;
                any |= WeighEndingAt(last, best, chosen);
            }

            if (any)
            {
                Take(chosen, count);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(best);
            ArrayPool<PanWindow>.Shared.Return(chosen, clearArray: true);
        }
    }

    private bool WeighEndingAt(int last, float[] best, PanWindow[] chosen)
    {
        var groups = _chain.Groups;
        var any = false;
        var end = groups[last].End;
        for (var first = last; first >= 0 && end - groups[first].First <= CardNetworks.MaxLength; first--)
        {
            var count = end - groups[first].First;
            if (
                count >= CardNetworks.MinLength
                && Weigh(first, last) is { IsNone: false } window
                && best[first] + window.Score + (LengthBonus * count) > best[last + 1]
            )
            {
                best[last + 1] = best[first] + window.Score + (LengthBonus * count);
                chosen[last + 1] = window;
                any = true;
            }
        }

        if (any || !RunWindows.MayHold(_chain.Digits(groups[last].First, groups[last].Count)))
        {
            return any;
        }

        // Within one run: zeros in front, a length, two numbers glued to each other.
        foreach (var window in RunWindows.Of(_text, _chain, last, _threshold))
        {
            Add(window);
        }

        return false;
    }

    private void Take(PanWindow[] chosen, int count)
    {
        for (var last = count; last > 0; )
        {
            var window = chosen[last];
            if (window.IsNone)
            {
                last--;
                continue;
            }

            Add(window);
            while (last > 0 && _chain.Groups[last - 1].First >= window.First)
            {
                last--;
            }
        }
    }

    private PanWindow Weigh(int first, int last)
    {
        var groups = _chain.Groups;
        var start = groups[first].First;
        var count = groups[last].End - start;
        var digits = _chain.Digits(start, count);
        _text.Scan.Spend(1);
        var features = PanEvidence.Of(digits, _chain.PassesCheck(start, start + count));
        var isWhole = first == 0 && last == groups.Length - 1;
        if (
            features.Has(PanFeature.Unknown)
                ? !_mayBeMistyped || !isWhole || count < ShortestMistyped
                : features.Has(PanFeature.Weak) && !_mayBeWeak
        )
        {
            return default;
        }

        features = features.With(GroupForms.Of(groups, first, last)).With(Continuation.Of(_chain, first, last));
        if (features.Sum(PanWeights.ByFeature) + MostOfWords <= _threshold)
        {
            return default;
        }

        _text.Scan.Spend(WorkOfWindow);
        features = features.With(Surroundings.Of(_text, _chain, first, last));
        features = features.With(WordFeatures.OfBoth(features));
        if (features.Has(PanFeature.Unknown) && !features.Has(PanFeature.NamePan) && !features.Has(PanFeature.LabelPan))
        {
            return default;
        }

        var score = features.Sum(PanWeights.ByFeature) - _threshold;
        _text.Scan.Weighed?.Invoke(digits, features);
        Tell(start, count, features, score);
        return score > 0 ? new PanWindow(start, count, features, score) : default;
    }

    // Of what stays only what could have been one.
    private readonly void Tell(int first, int count, FeatureSet features, float score)
    {
        if (score <= 0 && _text.Scan.Kept is { } kept && features.Has(PanFeature.Strong))
        {
            var (start, end) = _text.BytesOf(_chain.PlaceOf(first), _chain.PlaceOf(first + count - 1) + 1);
            kept.Add(
                new Edit(start, end - start, [], MaskingKind.Pan, form: EditForm.Kept) { Reasons = PanReasons.OfKept(features) }
            );
        }
    }

    private void Add(in PanWindow window)
    {
        var (start, end) = _text.BytesOf(_chain.PlaceOf(window.First), _chain.PlaceOf(window.End - 1) + 1);
        var digits = _chain.Digits(window.First, window.Count);
        var replacement = end - start == window.Count ? PanReplacement.InText(digits) : Spread(window, start, end);
        (_edits ??= []).Add(
            new Edit(start, end - start, replacement, MaskingKind.Pan, card: CardNumber.Of(digits))
            {
                Reasons = PanReasons.OfMasked(window.Features),
            }
        );
        UnlabelledCode.FindAfter(_text.Bytes, end, ref _edits);
    }

    // First six and last four digits stay as they are spelled, and whatever stands between digits.
    private readonly byte[] Spread(in PanWindow window, int start, int end)
    {
        var replacement = new ArrayBufferWriter<byte>(end - start);
        var position = start;
        for (var index = PanReplacement.ShownFirst; index < window.Count - PanReplacement.ShownLast; index++)
        {
            var place = _chain.PlaceOf(window.First + index);
            replacement.Write(_text.Bytes[position.._text.View.StartOf(place)]);
            replacement.Write("*"u8);
            position = _text.View.EndOf(place);
        }

        replacement.Write(_text.Bytes[position..end]);
        return replacement.WrittenSpan.ToArray();
    }
}
