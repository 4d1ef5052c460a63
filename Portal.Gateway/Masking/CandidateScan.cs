using System.Buffers;
using Portal.Gateway.Masking.Decisions;
using Portal.Gateway.Masking.Scanning;

namespace Portal.Gateway.Masking;

/// <summary>
/// Says quickly whether a text may hold something, so that most texts are read once at the speed of memory and detectors run only where
/// they have something to find. It errs to the other side only: what it lets go, no detector would have found.
/// <list type="number">
/// <item>A text beyond ASCII, or with escapes, is flattened: <see cref="FlatText"/>.</item>
/// <item>The flat text is read in blocks: <see cref="FlatScan"/>.</item>
/// <item>Where backslashes are left, what is beneath them is read too, layer by layer.</item>
/// <item>Only a text with parts of numbers is read again, to count them.</item>
/// </list>
/// </summary>
internal static class CandidateScan
{
    // One more than decoders follow: see TextScan.MaxDepth.
    private const int MaxLayers = TextScan.MaxDepth + 1;

    /// <summary>Whether a text may hold something to mask; when not, nothing else needs to look at it.</summary>
    /// <param name="text">Text, as a detector would get it.</param>
    /// <param name="sensitivity">How much must speak for a number.</param>
    public static bool MayHold(ReadOnlySpan<byte> text, Sensitivity sensitivity) =>
        Look(text, isJson: false, sensitivity) != Findings.None;

    /// <summary>Whether a JSON text may hold something to mask. What stands in it escaped is looked at as it is meant.</summary>
    /// <param name="json">The text.</param>
    /// <param name="sensitivity">How much must speak for a number.</param>
    public static bool MayHoldInJson(ReadOnlySpan<byte> json, Sensitivity sensitivity) =>
        Look(json, isJson: true, sensitivity) != Findings.None;

    private static Findings Look(ReadOnlySpan<byte> text, bool isJson, Sensitivity sensitivity) =>
        FlatText.Is(text, hasEscapes: true)
            ? LookAtFlat(text, Findings.None, isJson, sensitivity)
            : LookAtLayers(text, isJson, sensitivity);

    private static Findings LookAtLayers(ReadOnlySpan<byte> text, bool isJson, Sensitivity sensitivity)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(text.Length);
        try
        {
            var length = FlatText.Flatten(text, undoesEscapes: isJson, keepsApart: false, buffer, out var native, out var glues);
            var findings = LookAtFlat(buffer.AsSpan(0, length), native, isJson: false, sensitivity);
            if (glues && findings == Findings.None)
            {
                var apart = FlatText.Flatten(text, undoesEscapes: isJson, keepsApart: true, buffer, out _, out _);
                findings |= LookAtFlat(buffer.AsSpan(0, apart), Findings.None, isJson: false, sensitivity);
                _ = FlatText.Flatten(text, undoesEscapes: isJson, keepsApart: false, buffer, out _, out _);
            }

            for (
                var layer = 0;
                layer < MaxLayers && findings == Findings.None && buffer.AsSpan(0, length).Contains((byte)'\\');
                layer++
            )
            {
                var flat = buffer.AsSpan(0, length);
                length = FlatText.Flatten(flat, undoesEscapes: true, keepsApart: false, buffer, out native, out glues);
                var beneath = LookAtFlat(flat[..length], native, isJson: false, sensitivity);
                findings = beneath == Findings.None && !glues ? Findings.None : Findings.Escaped;
            }

            return findings;
        }
        finally
        {
            // The text was there before it was masked.
            buffer.AsSpan(0, text.Length).Clear();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Findings LookAtFlat(ReadOnlySpan<byte> text, Findings native, bool isJson, Sensitivity sensitivity)
    {
        if ((native & Findings.Any) != Findings.None)
        {
            return native;
        }

        var findings = native | FlatScan.Look(text, isJson, stopsAtFirst: true);
        if ((findings & Findings.Any) != Findings.None)
        {
            return findings;
        }

        var isNamed =
            (findings & Findings.CardName) != Findings.None
                ? (findings & Findings.Named) != Findings.None || FragmentPrefilter.MayHoldNamed(text)
                : (findings & Findings.Part) != Findings.None && FragmentPrefilter.MayHold(text);

        // Where less must speak for a number, groups with signs between them that separate values as well are enough.
        var isStrict = sensitivity == Sensitivity.Strict && (findings & Findings.LongNumber) != Findings.None;
        return isNamed || isStrict ? findings : Findings.None;
    }
}
