using System.Security.Cryptography;
using Portal.Gateway.Masking;

namespace Portal.Gateway.SelfScan;

/// <summary>
/// Represents what one scan has found. Values are told apart by a hash under a key that nobody else has and that is gone with the
/// scan, so that the scan itself keeps no card data.
/// </summary>
internal sealed class ScanFindings : IDisposable
{
    // Places listed one by one, and what stands for all further ones: the result is signed and recorded whole.
    private const int MaxPlaces = 200;
    private const string Elsewhere = "further places";

    private readonly HashSet<string> _places = new(StringComparer.Ordinal);
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly Dictionary<UInt128, HashSet<(string Kind, string Place)>> _found = [];
    private readonly Dictionary<UInt128, HashSet<(string Kind, string Place)>> _suspected = [];
    private readonly HashSet<UInt128> _allowed = [];

    /// <summary>A value that the masking engine would have masked where it stands.</summary>
    public void Found(string kind, string place, ReadOnlySpan<byte> value) => Note(_found, kind, place, value);

    /// <summary>A card number that the masking engine would have masked where it stands.</summary>
    public void Found(string kind, string place, CardNumber card)
    {
        Span<byte> digits = stackalloc byte[CardNumber.MaxLength];
        Note(_found, kind, place, digits[..card.CopyTo(digits)]);
    }

    /// <summary>
    /// A card number in raw bytes: a finding unless the same digits stand in the database where their surroundings say that they
    /// are something else.
    /// </summary>
    public void Suspected(string kind, string place, CardNumber card)
    {
        Span<byte> digits = stackalloc byte[CardNumber.MaxLength];
        Note(_suspected, kind, place, digits[..card.CopyTo(digits)]);
    }

    /// <summary>
    /// Digits that look like a card number in raw bytes and that the engine, knowing what stands around them, leaves alone.
    /// </summary>
    public void Allowed(CardNumber card)
    {
        Span<byte> digits = stackalloc byte[CardNumber.MaxLength];
        _allowed.Add(Hash(digits[..card.CopyTo(digits)]));
    }

    /// <summary>How many different values were found, and where.</summary>
    public (int Count, IReadOnlyList<ScanPlace> Places) Conclude()
    {
        foreach (var (hash, places) in _suspected.Where(pair => !_allowed.Contains(pair.Key) || _found.ContainsKey(pair.Key)))
        {
            if (_found.TryGetValue(hash, out var known))
            {
                known.UnionWith(places);
            }
            else
            {
                _found.Add(hash, places);
            }
        }

        var all = _found
            .Values.SelectMany(places => places)
            .GroupBy(place => place)
            .Select(group => new ScanPlace(group.Key.Kind, group.Key.Place, group.Count()))
            .OrderBy(place => place.Place, StringComparer.Ordinal)
            .ThenBy(place => place.Kind, StringComparer.Ordinal);
        return (_found.Count, [.. all]);
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_key);

    private void Note(
        Dictionary<UInt128, HashSet<(string Kind, string Place)>> values,
        string kind,
        string place,
        ReadOnlySpan<byte> value
    )
    {
        var hash = Hash(value);
        if (!values.TryGetValue(hash, out var places))
        {
            values.Add(hash, places = []);
        }

        places.Add((kind, _places.Count < MaxPlaces || _places.Contains(place) ? Listed(place) : Elsewhere));
    }

    private string Listed(string place)
    {
        _places.Add(place);
        return place;
    }

    private UInt128 Hash(ReadOnlySpan<byte> value)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, value, hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
