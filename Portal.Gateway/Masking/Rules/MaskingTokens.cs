using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Rules;

/// <summary>
/// Makes tokens: stable handles that stand in place of values, the same for the same value, from which nobody without the key finds the value
/// (HMAC-SHA-256, never a plain hash: PCI DSS 3.5.1.1).
/// </summary>
/// <param name="key">The managed key.</param>
public sealed class MaskingTokens(ITokenKey key)
{
    private const int HashBytes = 32;

    // 80 bits: a handle for every value there is, without two values sharing one by chance.
    private const int TokenBytes = 10;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    // A number's token has fifteen digits, which a double still holds, and begins with 90, which no payment network does.
    private const long NumberBase = 900_000_000_000_000;
    private const long NumberBodies = 100_000_000_000;
    private const long NumberChecks = 100;

    /// <summary>The token of a card number, such as <c>[PAN:visa:h3k5…]</c>.</summary>
    public string OfCard(CardNumber card)
    {
        Span<byte> digits = stackalloc byte[CardNumber.MaxLength];
        digits = digits[..card.CopyTo(digits)];
        _ = CardNetworks.Evaluate(digits, out var network);
        var token = $"[PAN:{network ?? "card"}:{Handle("pan", digits)}]";
        digits.Clear();
        return token;
    }

    /// <summary>The token of a text, such as <c>[email:h3k5…]</c>.</summary>
    /// <param name="label">What the text is; texts of two labels have two tokens.</param>
    /// <param name="text">The text.</param>
    public string OfText(string label, ReadOnlySpan<char> text) =>
        $"[{label}:{Handle(label, Encoding.UTF8.GetBytes(text.ToArray()))}]";

    /// <summary>The token of a JSON number, itself a number of fifteen digits.</summary>
    /// <param name="lexeme">The number as it is written.</param>
    public string OfNumber(ReadOnlySpan<byte> lexeme)
    {
        var body = NumberOf("number", lexeme) % NumberBodies;
        return (NumberBase + (body * NumberChecks) + CheckOf(body)).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Whether a JSON number is a token of this key.</summary>
    public bool IsToken(ReadOnlySpan<byte> lexeme) =>
        Utf8Parser.TryParse(lexeme, out long value, out var consumed)
        && consumed == lexeme.Length
        && value >= NumberBase
        && (value - NumberBase) / NumberChecks is var body
        && body < NumberBodies
        && (value - NumberBase) % NumberChecks == CheckOf(body);

    private long CheckOf(long body)
    {
        Span<byte> text = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(text, body);
        return NumberOf("check", text) % NumberChecks;
    }

    private long NumberOf(string label, ReadOnlySpan<byte> text)
    {
        Span<byte> hash = stackalloc byte[HashBytes];
        Hash(label, text, hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash) & long.MaxValue;
    }

    private string Handle(string label, ReadOnlySpan<byte> text)
    {
        Span<byte> hash = stackalloc byte[HashBytes];
        Hash(label, text, hash);
        return string.Create(TokenBytes * 8 / 5, hash[..TokenBytes].ToArray(), static (letters, bytes) =>
        {
            for (var index = 0; index < letters.Length; index++)
            {
                // Five bits at a time, over a byte's edge where they lie across one (RFC 4648, 6).
                var bit = index * 5;
                var pair = (bytes[bit / 8] << 8) | (bit / 8 + 1 < bytes.Length ? bytes[(bit / 8) + 1] : 0);
                letters[index] = Alphabet[(pair >> (11 - (bit % 8))) & 31];
            }
        });
    }

    // The label and a zero byte before the text keep one label's texts apart from another's.
    private void Hash(string label, ReadOnlySpan<byte> text, Span<byte> hash)
    {
        var input = new byte[label.Length + 1 + text.Length];
        Encoding.ASCII.GetBytes(label, input);
        text.CopyTo(input.AsSpan(label.Length + 1));
        key.Hash(input, hash);
        Array.Clear(input);
    }
}
