namespace Portal.Gateway.Masking.Words;

/// <summary>Tells cheaply that a word begins nothing the table knows: one bit for the hash of each that does.</summary>
internal sealed class FirstWords
{
    /// <summary>The hash of no characters.</summary>
    public const uint Seed = 2166136261;

    private const uint Prime = 16777619;
    private const int Bits = 17;

    private readonly ulong[] _bits = new ulong[(1 << Bits) / 64];

    /// <summary>Remembers some words.</summary>
    public FirstWords(IEnumerable<string> words)
    {
        foreach (var word in words)
        {
            var hash = Seed;
            foreach (var character in word)
            {
                hash = Next(hash, character);
            }

            var place = PlaceOf(hash);
            _bits[place >> 6] |= 1UL << (int)(place & 63);
        }
    }

    /// <summary>Returns the hash of a word that is one character longer.</summary>
    public static uint Next(uint hash, char character) => (hash ^ character) * Prime;

    /// <summary>Whether a word of this hash may be one of them.</summary>
    public bool MayHold(uint hash)
    {
        var place = PlaceOf(hash);
        return (_bits[place >> 6] >> (int)(place & 63) & 1) != 0;
    }

    private static uint PlaceOf(uint hash) => (hash * 0x9E3779B1) >> (32 - Bits);
}
