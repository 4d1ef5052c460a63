using System.Globalization;
using System.Text;

namespace Portal.Bench.Masking;

/// <summary>Messages of one kind, as MCP servers send them. Made from a fixed seed, so every run has the same.</summary>
internal sealed class Corpus
{
    private const int Messages = 64;
    private static readonly string[] Words =
    [
        "payment",
        "invoice",
        "customer",
        "the",
        "refund",
        "of",
        "order",
        "was",
        "approved",
        "shipping",
        "address",
        "and",
        "please",
        "report",
        "monthly",
        "summary",
        "decided",
        "accident",
        "results",
        "discarded",
        "warehouse",
        "Berlin",
        "verified",
        "opinion",
    ];

    private Corpus(string name, int size, Action<StringBuilder, Random> row)
    {
        Name = name;
        var random = new Random(20261123);
        Utf8 = [.. Enumerable.Range(0, Messages).Select(_ => Message(size, random, row))];
        Text = [.. Utf8.Select(Encoding.UTF8.GetString)];
    }

    public string Name { get; }

    /// <summary>The messages as they come from the wire.</summary>
    public byte[][] Utf8 { get; }

    /// <summary>The same, decoded, for what can read nothing else.</summary>
    public string[] Text { get; }

    public long Bytes => Utf8.Sum(message => (long)message.Length);

    /// <summary>Prose, names, addresses, dates and prices, without anything that could be a card number.</summary>
    public static Corpus PlainText(int size) => new("text", size, TextRow);

    /// <summary>Metrics, identifiers and time stamps: long runs of digits everywhere, none of them a card number.</summary>
    public static Corpus Numbers(int size) => new("numbers", size, NumberRow);

    /// <summary>A card number and a verification code in every row.</summary>
    public static Corpus Matches(int size) => new("matches", size, MatchRow);

    /// <summary>Logs and source code as the text of one message, without anything that could be a card number.</summary>
    public static Corpus Logs(int size) => new("logs", size);

    // Lines of logs and of source by turns, a few dozen each.
    private Corpus(string name, int size)
    {
        Name = name;
        var random = new Random(20261130);
        Utf8 = [.. Enumerable.Range(0, Messages).Select(index => LogMessage(size, index, random))];
        Text = [.. Utf8.Select(Encoding.UTF8.GetString)];
    }

    private static byte[] LogMessage(int size, int index, Random random)
    {
        var text = new StringBuilder();
        while (text.Length < size)
        {
            text.Append(index % 2 == 0 ? SourceLines.Log(random) : SourceLines.Source(random)).Append('\n');
        }

        var result = new { content = new[] { new { type = "text", text = text.ToString() } } };
        return System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                jsonrpc = "2.0",
                id = index,
                result,
            },
            Relaxed
        );
    }

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static byte[] Message(int size, Random random, Action<StringBuilder, Random> row)
    {
        var text = new StringBuilder("""{"jsonrpc":"2.0","id":7,"result":{"structuredContent":{"rows":[""");
        while (text.Length < size)
        {
            row(text, random);
            text.Append(',');
        }

        text.Length--;
        return Encoding.UTF8.GetBytes(text.Append("]}}}").ToString());
    }

    private static void TextRow(StringBuilder text, Random random)
    {
        text.Append(
            CultureInfo.InvariantCulture,
            $$"""{"id":"ord_{{random.Next():x8}}","created":"2026-{{random.Next(1, 13):00}}-{{random.Next(1, 29):00}}T{{random.Next(24):00}}:{{random.Next(60):00}}:00Z","total":{{random.Next(1, 400)}}.{{random.Next(10, 99)}},"note":" """
        );
        for (int word = random.Next(12, 40); word > 0; word--)
        {
            text.Append(Words[random.Next(Words.Length)]).Append(' ');
        }

        text.Append(CultureInfo.InvariantCulture, $$"""more","email":"user{{random.Next(999)}}@example.com"}""");
    }

    private static void NumberRow(StringBuilder text, Random random) =>
        text.Append(
            CultureInfo.InvariantCulture,
            $$"""{"t":{{1_760_000_000_000L + random.Next()}},"ns":{{1_760_000_000_000_000_000L + random.NextInt64(1_000_000_000_000)}},"v":{{random.NextDouble():R}},"w":[{{random.NextDouble() * 100:F12}},{{random.Next(1000)}}],"id":"{{1_700_000_000_000_000_000L + random.NextInt64(90_000_000_000_000_000)}}","n":{{random.Next()}}}"""
        );

    private static void MatchRow(StringBuilder text, Random random) =>
        text.Append(
            CultureInfo.InvariantCulture,
            $$"""{"number":"{{Card(random)}}","cvv":"{{random.Next(100, 1000)}}","name":"{{Words[random.Next(Words.Length)]}}","amount":{{random.Next(1000)}}.50}"""
        );

    private static string Card(Random random)
    {
        Span<char> digits = stackalloc char[16];
        "4".CopyTo(digits);
        for (int index = 1; index < 15; index++)
        {
            digits[index] = (char)('0' + random.Next(10));
        }

        int sum = 0;
        for (int index = 0; index < 15; index++)
        {
            int digit = (digits[index] - '0') * (index % 2 == 0 ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
        }

        digits[15] = (char)('0' + ((10 - (sum % 10)) % 10));
        return new string(digits);
    }
}
