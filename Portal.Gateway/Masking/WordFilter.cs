using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace Portal.Gateway.Masking;

/// <summary>
/// Says quickly whether a word that begins at a place is one of many: its first three letters are looked up in a table of bits, and only where they are in
/// it are words compared.
/// </summary>
internal sealed class WordFilter
{
    private const int Letters = 3;
    private const int Bits = 5;
    private const int ShortestFree = 5;

    private readonly ulong[] _known = new ulong[(1 << (Letters * Bits)) / 64];
    private readonly Dictionary<int, byte[][]> _byStart;

    /// <summary>Prepares the table.</summary>
    /// <param name="words">Lower case ASCII, three letters and more each.</param>
    public WordFilter(IEnumerable<string> words)
    {
        _byStart = words.Distinct(StringComparer.Ordinal).Select(Encoding.ASCII.GetBytes).GroupBy(word => KeyOf(word)).ToDictionary(group => group.Key, group => group.ToArray());
        foreach (var key in _byStart.Keys)
        {
            _known[key >> 6] |= 1UL << key;
        }
    }

    /// <summary>Whether one of the words begins at a position of a text, whatever its case.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool BeginsAt(ReadOnlySpan<byte> text, int position)
    {
        if (position + sizeof(uint) > text.Length)
        {
            return BeginsNearEnd(text, position);
        }

        var letters = BinaryPrimitives.ReadUInt32LittleEndian(text.Slice(position, sizeof(uint)));
        var key = (int)(((letters & 31) << (2 * Bits)) | ((letters >> 8 & 31) << Bits) | (letters >> 16 & 31));
        return (_known[key >> 6] >> key & 1) != 0 && Compare(text[position..], key);
    }

    private bool BeginsNearEnd(ReadOnlySpan<byte> text, int position) =>
        position + Letters <= text.Length && KeyOf(text[position..]) is var key && (_known[key >> 6] >> key & 1) != 0 && Compare(text[position..], key);

    private static int KeyOf(ReadOnlySpan<byte> text) => ((text[0] & 31) << (2 * Bits)) | ((text[1] & 31) << Bits) | (text[2] & 31);

    private bool Compare(ReadOnlySpan<byte> text, int key)
    {
        foreach (var word in _byStart[key])
        {
            if (text.Length >= word.Length && Ascii.EqualsIgnoreCase(text[..word.Length], word) && (word.Length >= ShortestFree || Ends(text, word.Length)))
            {
                return true;
            }
        }

        return false;
    }

    // Short words begin many others: "pink", "cider". They count where the word ends with them, or with a hump.
    private static bool Ends(ReadOnlySpan<byte> text, int length) =>
        text.Length == length || !char.IsAsciiLetterLower((char)text[length]) || char.IsAsciiLetterUpper((char)text[length - 1]);
}
