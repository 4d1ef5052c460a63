using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Portal.Gateway.Masking.Decoders;

/// <summary>
/// Text written as another alphabet inside a text: Base64 of both alphabets, also wrapped (RFC 4648, RFC 2045), gzip within it (RFC 1952), and
/// hexadecimal, also with a sign between the bytes. What is found within is masked there, and the whole is encoded again.
/// </summary>
internal static class EncodedTexts
{
    /// <summary>Masks a decoded text.</summary>
    /// <param name="text">Decoded text, UTF-8.</param>
    /// <param name="depth">How many encodings deep it lies.</param>
    /// <param name="scan">The message it is of.</param>
    /// <returns>The masked text with what was done; null when there was nothing to mask.</returns>
    internal delegate MaskedPart? Mask(ReadOnlySpan<byte> text, int depth, MaskingScan scan);

    /// <summary>A text after masking.</summary>
    internal readonly record struct MaskedPart(byte[] Text, MaskingKind Kind, int Count, CardNumber[]? Cards);

    /// <summary>Fewest hexadecimal digits of an encoded text.</summary>
    public const int ShortestHex = 24;

    private const int ShortestBase64 = 16;
    private const int Sample = 48;
    private const int Base64Sample = 64;

    private static readonly SearchValues<byte> Base64Alphabet = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_"u8
    );
    private static readonly SearchValues<byte> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>Adds an edit for every encoded text in which something was masked.</summary>
    public static void Find(ReadOnlySpan<byte> text, Mask mask, int depth, MaskingScan scan, ref List<Edit>? edits)
    {
        var position = 0;
        var runEnd = 0;
        var readTo = 0;
        while (position + ShortestBase64 <= text.Length && text[position..].IndexOfAny(Base64Alphabet) is >= 0 and var next)
        {
            position += next;
            // Runs and lines that were looked at whole are not looked at whole again, or the work would grow with their square.
            runEnd = position < runEnd ? runEnd : RunEnd(text, position);
            var end = runEnd;
            if (
                end - position >= ShortestBase64
                && (
                    FindHex(text[position..end], position, mask, depth, scan, ref edits)
                    || FindBase64(text, position, mask, depth, scan, ref readTo, ref edits, ref end)
                )
            )
            {
                position = end;
                continue;
            }

            // A path's segments are runs of their own.
            if (end - position >= ShortestBase64 && text[position..end].IndexOf((byte)'/') is >= 0 and var slash)
            {
                var segment = position + slash;
                var last = segment;
                position =
                    slash >= ShortestBase64
                    && FindBase64(text[..segment], position, mask, depth, scan, ref readTo, ref edits, ref last)
                        ? last
                        : segment + 1;
                continue;
            }

            position = FindSpacedHex(text, position, end, mask, depth, scan, ref edits);
        }
    }

    /// <summary>Whether a run of letters and digits may be an encoded text; decodes its beginning only.</summary>
    /// <param name="text">The text around it.</param>
    /// <param name="start">Where the run begins.</param>
    public static bool MayBeEncoded(ReadOnlySpan<byte> text, int start)
    {
        var run = text[start..RunEnd(text, start)];
        if (run.Length < ShortestHex && !run.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        if (run.Length >= ShortestHex && run.Length % 2 == 0 && !run.ContainsAnyExcept(Hexadecimal) && MayBeHex(run))
        {
            return true;
        }

        // A path's segments are runs of their own.
        while (!MayBeBase64(run))
        {
            var slash = run.IndexOf((byte)'/');
            if (slash < 0 || run.Length - slash <= ShortestBase64)
            {
                return false;
            }

            run = run[(slash + 1)..];
        }

        return true;
    }

    private static bool MayBeHex(ReadOnlySpan<byte> run)
    {
        Span<byte> bytes = stackalloc byte[Sample];
        return Convert.FromHexString(run[..Math.Min(run.Length, 2 * Sample)], bytes, out _, out var count) == OperationStatus.Done
            && EncodedPayload.MayBeText(bytes[..count]);
    }

    // As FindBase64 takes its sample. The last group, which may not be whole, may make the difference: then it is looked at with and without it.
    private static bool MayBeBase64(ReadOnlySpan<byte> run)
    {
        Span<byte> source = stackalloc byte[Base64Sample + 3];
        Span<byte> bytes = stackalloc byte[Sample];
        var count = Math.Min(run.Length, Base64Sample);
        run[..count].CopyTo(source);
        source.Replace((byte)'-', (byte)'+');
        source.Replace((byte)'_', (byte)'/');
        if (
            Base64.DecodeFromUtf8(source[..(count & ~3)], bytes, out _, out var written) == OperationStatus.Done
            && EncodedPayload.MayBeText(bytes[..written])
        )
        {
            return true;
        }

        source[count..].Fill((byte)'=');
        return count % 4 > 1
            && Base64.DecodeFromUtf8(source[..((count + 3) & ~3)], bytes, out _, out written) == OperationStatus.Done
            && EncodedPayload.MayBeText(bytes[..written]);
    }

    private static int RunEnd(ReadOnlySpan<byte> text, int start)
    {
        var length = text[start..].IndexOfAnyExcept(Base64Alphabet);
        return length < 0 ? text.Length : start + length;
    }

    // The end is the run's before, and behind what was found then.
    private static bool FindBase64(
        ReadOnlySpan<byte> text,
        int start,
        Mask mask,
        int depth,
        MaskingScan scan,
        ref int readTo,
        ref List<Edit>? edits,
        ref int end
    )
    {
        var runEnd = end;
        var breakLength = 0;
        var sample = text[..Math.Min(text.Length, Math.Max(runEnd, start + (2 * Base64Sample)))];
        if (start >= readTo && MayBeText(sample, start, LinesEnd(sample, start, runEnd, out _), scan))
        {
            readTo = LinesEnd(text, start, runEnd, out breakLength);
            end = readTo;
        }

        var found = end > runEnd ? MaskBase64(text, start, end, mask, depth, scan) : null;
        if (found is null)
        {
            // What stands in the next line need not belong to it.
            end = runEnd;
            breakLength = 0;
            found = MayBeText(text, start, end, scan) ? MaskBase64(text, start, end, mask, depth, scan) : null;
        }

        if (found is not { } masked)
        {
            return false;
        }

        var source = text[start..end];
        while (end < text.Length && end - start - source.Length < 2 && text[end] == '=')
        {
            end++;
        }

        var isUrl = source.ContainsAny((byte)'-', (byte)'_');
        var isPadded = end > start + source.Length || (!isUrl && source.Length % 4 == 0);
        var encoded = Encode(masked.Text, isUrl, isPadded);
        var wrapped = Wrap(encoded, breakLength == 0 ? 0 : runEnd - start, text.Slice(runEnd, breakLength));
        (edits ??= []).Add(EditOf(start, end - start, wrapped, masked));
        return true;
    }

    // Lines of one length, the last one shorter: MIME.
    private static int LinesEnd(ReadOnlySpan<byte> text, int start, int runEnd, out int breakLength)
    {
        var line = runEnd - start;
        breakLength = line >= ShortestBase64 && line % 4 == 0 ? BreakAt(text, runEnd) : 0;
        var end = runEnd;
        while (breakLength > 0 && BreakAt(text, end) == breakLength && end + breakLength < text.Length)
        {
            var next = RunEnd(text, end + breakLength);
            var length = next - end - breakLength;
            if (length == 0 || length > line)
            {
                break;
            }

            end = next;
            if (length < line)
            {
                break;
            }
        }

        breakLength = end == runEnd ? 0 : breakLength;
        return end;
    }

    private static bool MayBeText(ReadOnlySpan<byte> text, int start, int end, MaskingScan scan)
    {
        scan.Spend(Base64Sample);
        return Decode(text[start..end], Math.Min(end - start, Base64Sample)) is { } sample && EncodedPayload.MayBeText(sample);
    }

    private static MaskedPart? MaskBase64(ReadOnlySpan<byte> text, int start, int end, Mask mask, int depth, MaskingScan scan)
    {
        scan.Spend(end - start);
        return Decode(text[start..end], end - start) is { } bytes ? EncodedPayload.Masked(bytes, mask, depth, scan) : null;
    }

    private static Edit EditOf(int start, int length, byte[] replacement, in MaskedPart masked) =>
        new(
            start,
            length,
            replacement,
            masked.Kind,
            form: EditForm.Encoded,
            detail: new EditDetail { Count = masked.Count, Cards = masked.Cards }
        )
        {
            Reasons = new MaskingReasons(MaskingReason.InEncodedText),
        };

    private static int BreakAt(ReadOnlySpan<byte> text, int position) =>
        text[position..] switch
        {
            [(byte)'\r', (byte)'\n', ..] => 2,
            [(byte)'\n', ..] => 1,
            _ => 0,
        };

    // Only whole groups of four of a sample; line ends and the alphabet of URLs are taken in.
    private static byte[]? Decode(ReadOnlySpan<byte> source, int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length + 3);
        try
        {
            var count = 0;
            foreach (var value in source[..length])
            {
                if (value is (byte)'\r' or (byte)'\n')
                {
                    continue;
                }

                buffer[count++] = value switch
                {
                    (byte)'-' => (byte)'+',
                    (byte)'_' => (byte)'/',
                    _ => value,
                };
            }

            if (length < source.Length)
            {
                count -= count % 4;
            }
            else if (count % 4 == 1)
            {
                return null;
            }

            while (count % 4 != 0)
            {
                buffer[count++] = (byte)'=';
            }

            var output = new byte[Base64.GetMaxDecodedFromUtf8Length(count)];
            return Base64.DecodeFromUtf8(buffer.AsSpan(0, count), output, out _, out var written) == OperationStatus.Done
                ? output[..written]
                : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static byte[] Encode(byte[] bytes, bool isUrl, bool hasPadding)
    {
        var encoded = Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes));
        if (isUrl)
        {
            encoded.AsSpan().Replace((byte)'+', (byte)'-');
            encoded.AsSpan().Replace((byte)'/', (byte)'_');
        }

        return hasPadding ? encoded : encoded.AsSpan().TrimEnd((byte)'=').ToArray();
    }

    private static byte[] Wrap(byte[] encoded, int line, ReadOnlySpan<byte> lineEnd)
    {
        if (line == 0)
        {
            return encoded;
        }

        var output = new ArrayBufferWriter<byte>(encoded.Length + (encoded.Length / line * lineEnd.Length) + lineEnd.Length);
        for (var position = 0; position < encoded.Length; position += line)
        {
            if (position > 0)
            {
                output.Write(lineEnd);
            }

            output.Write(encoded.AsSpan(position, Math.Min(line, encoded.Length - position)));
        }

        return output.WrittenSpan.ToArray();
    }

    private static bool FindHex(ReadOnlySpan<byte> run, int start, Mask mask, int depth, MaskingScan scan, ref List<Edit>? edits)
    {
        if (run.Length < ShortestHex || run.Length % 2 != 0 || run.ContainsAnyExcept(Hexadecimal))
        {
            return false;
        }

        var bytes = Convert.FromHexString(run);
        if (
            !EncodedPayload.MayBeText(bytes.AsSpan(0, Math.Min(bytes.Length, Sample)))
            || EncodedPayload.Masked(bytes, mask, depth, scan) is not { } masked
        )
        {
            return false;
        }

        var isLower = run.ContainsAnyInRange((byte)'a', (byte)'f') || !run.ContainsAnyInRange((byte)'A', (byte)'F');
        var text = isLower ? Convert.ToHexStringLower(masked.Text) : Convert.ToHexString(masked.Text);
        (edits ??= []).Add(EditOf(start, run.Length, Encoding.ASCII.GetBytes(text), masked));
        return true;
    }

    // 34 31 31 31 … or 34:31:31:31 …: two digits, one sign, two digits.
    private static int FindSpacedHex(
        ReadOnlySpan<byte> text,
        int start,
        int runEnd,
        Mask mask,
        int depth,
        MaskingScan scan,
        ref List<Edit>? edits
    )
    {
        if (runEnd - start != 2 || runEnd >= text.Length || text[runEnd] is not ((byte)' ' or (byte)':'))
        {
            return runEnd;
        }

        var sign = text[runEnd];
        var hex = new ArrayBufferWriter<byte>();
        var end = start;
        for (var pair = start; IsPair(text, pair); pair += 3)
        {
            hex.Write(text.Slice(pair, 2));
            end = pair + 2;
            if (end >= text.Length || text[end] != sign)
            {
                break;
            }
        }

        if (hex.WrittenCount < ShortestHex)
        {
            return runEnd;
        }

        var bytes = Convert.FromHexString(hex.WrittenSpan);
        if (!EncodedPayload.MayBeText(bytes) || EncodedPayload.Masked(bytes, mask, depth, scan) is not { } masked)
        {
            return end;
        }

        var separated = Convert.ToHexStringLower(masked.Text).Chunk(2).Select(pair => new string(pair));
        (edits ??= []).Add(EditOf(start, end - start, Encoding.ASCII.GetBytes(string.Join((char)sign, separated)), masked));
        return end;
    }

    private static bool IsPair(ReadOnlySpan<byte> text, int position) =>
        position + 2 <= text.Length
        && !text.Slice(position, 2).ContainsAnyExcept(Hexadecimal)
        && (position + 2 == text.Length || !char.IsAsciiLetterOrDigit((char)text[position + 2]));
}
