using System.Buffers.Binary;
using System.Text;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>
/// Says what a word means that holds a stem somewhere, as <see cref="GluedWords"/> cuts it. Each thread remembers some hundreds of
/// words of up to sixteen letters, for text has the same ones again and again.
/// </summary>
internal sealed class GluedNames
{
    private const int Bits = 9;
    private const int LongestKept = 16;
    private const int Reach = 40;
    private const int ValueDigits = 3;

    [ThreadStatic]
    private static GluedNames? _current;

    private readonly (UInt128 Word, Findings Says)[] _known = new (UInt128, Findings)[1 << Bits];

    /// <summary>Whether a word holds a stem.</summary>
    public static bool HoldsStem(string word) => word.AsSpan().ContainsAny(GluedWords.Stems);

    /// <summary>Returns what the word says that a stem stands in.</summary>
    /// <param name="text">ASCII.</param>
    /// <param name="position">Where the stem begins.</param>
    public static Findings At(ReadOnlySpan<byte> text, int position)
    {
        var word = text[StartOf(text, position)..EndOf(text, position)];
        return word.Length > LongestKept ? Read(word) : (_current ??= new GluedNames()).Recall(word);
    }

    /// <summary>Returns what a word says.</summary>
    public static Findings Of(string word) => Read(Encoding.ASCII.GetBytes(word));

    private Findings Recall(ReadOnlySpan<byte> word)
    {
        Span<byte> bytes = stackalloc byte[LongestKept];
        word.CopyTo(bytes);
        bytes[word.Length..].Clear();
        var (low, high) = (BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
        var key = new UInt128(high, low);
        ref var known = ref _known[((low ^ (high * 0xC2B2AE3D27D4EB4F)) * 0x9E3779B97F4A7C15) >> (64 - Bits)];
        if (known.Word != key)
        {
            known = (key, Read(word));
        }

        return known.Says;
    }

    private static Findings Read(ReadOnlySpan<byte> word)
    {
        Span<char> characters = stackalloc char[NameSenses.Longest];
        var length = Encoding.ASCII.GetChars(word[..Math.Min(word.Length, characters.Length)], characters);
        var words = new WordList(stackalloc char[NameSenses.Longest], stackalloc int[NameSenses.Longest]);
        words.Split(characters[..length]);
        var findings = Says(words.All);
        GluedWords.CutAll(ref words);
        for (var index = 0; index < words.Count; index++)
        {
            findings |= Says(words[index]);
        }

        return findings;
    }

    private static Findings Says(ReadOnlySpan<char> word) =>
        WordTable.TryFind(word, out var entry) ? ScanWords.FindingsOf(entry) : Findings.None;

    // Three digits and more are a value, and no part of a name.
    private static int StartOf(ReadOnlySpan<byte> text, int position)
    {
        var start = position;
        for (var digits = 0; start > Math.Max(0, position - Reach) && char.IsAsciiLetterOrDigit((char)text[start - 1]); start--)
        {
            digits = char.IsAsciiDigit((char)text[start - 1]) ? digits + 1 : 0;
            if (digits == ValueDigits)
            {
                return start + ValueDigits - 1;
            }
        }

        return start;
    }

    private static int EndOf(ReadOnlySpan<byte> text, int position)
    {
        var end = position;
        for (var digits = 0; end < Math.Min(text.Length, position + Reach) && char.IsAsciiLetterOrDigit((char)text[end]); end++)
        {
            digits = char.IsAsciiDigit((char)text[end]) ? digits + 1 : 0;
            if (digits == ValueDigits)
            {
                return end - ValueDigits + 1;
            }
        }

        return end;
    }
}
