using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Portal.Gateway.Masking;

namespace Portal.Bench.Commands;

/// <summary>
/// Masks a megabyte each of texts that are made to take long: one thing again and again, and things drawn at random. Tells
/// seconds and memory per megabyte; fails where any takes longer than half a second.
/// </summary>
internal static class MaskingWorstCommand
{
    private const int Size = 1 << 20;
    private const double Limit = 0.5;
    private const int RandomTexts = 60;

    private static readonly string[] Parts =
    [
        "4",
        "4 ",
        "41 ",
        "4111-",
        "4111 1111 1111 1112 ",
        "4\n",
        "4\n4",
        "4111\n",
        "=",
        "4=",
        "\"",
        "\"4\",",
        "cvv",
        "cvv ",
        "cvv:",
        "cvv,code,",
        "cvv on the back of the card ",
        "cvv (",
        "cvv's.",
        "cvv 123 or 1234 ",
        "pin block in a format ",
        "安全码",
        "\\",
        "\\u003",
        "\\u0034",
        "\\\\u0034",
        "<",
        "<b",
        "<b>",
        "<b>4</b>",
        "<4",
        "&",
        "&#52;",
        "&amp;",
        "&amp;amp;",
        "%",
        "%34",
        "%2534",
        ")(",
        "57",
        "5A0",
        "34 ",
        "34:",
        "[",
        "[4",
        "[4]",
        "{\"a\":",
        "{\"a\" ",
        "{\"a\":1}",
        "[\"",
        "{\"a\":[",
        "a",
        " ",
        "é",
        "\u200B",
        "4\u200B",
        "안",
        "4111111111111111,",
        "4111111111111111 12/27 123 ",
        "4111111111111111 exp ",
        "0.4111111111111111 ",
        "4111111111111111d1234567",
        "c4111111111111111d1234567",
        "iVBORw0KGgo4111111111111111",
        "DE52 ",
        "bin 411111 ",
        "<cvv>",
        "<cvv a=\"",
        "<a b=\"c\">",
        "</b><b>",
        "<!--",
        "<!-- &",
        "<![CDATA[",
        "cvv: 1\n",
        "a,cvv\n",
        "a,cvv\n1,2\n",
        "| cvv |\n",
        "insert into t (cvv) values (1)",
        "data:image/png;base64,",
        "cvv  a\n1  2  3\n",
        "(a,pan)values(4,'4111111111111111'),",
        ")values",
        "a,'cvv'',\n",
        "card 4 ",
        "card 41 11 ",
        "card 6011, 9613, ",
        "pan ",
        "pan 1",
        "id=\"52\" ",
        "52\"",
        "2e15",
        "2E15 ",
        "A1B2C3D4",
        "4111111111111111E",
        "<td>4",
        "<td>cvv</td><td>1</td>",
        "MTIz",
        "NDExMTExMTExMTExMTExMQ==\n",
        "deadbeef",
        "3131",
        "card number ",
        "security code ",
        "of the ",
        "visa 4",
        "a.b_c-d",
        "cardCvvCode",
        "+4",
        "-4",
        "*4*",
        "(4) ",
        "«4» ",
        "4|4|",
        "4,4,",
        "4;",
        "4/4:4",
        "\t4",
        "44444444444444444444 ",
        "card 44444444444444444444 ",
    ];

    /// <summary>Runs it.</summary>
    public static int Run()
    {
        var worst = 0.0;
        Measure("4111111111111111 ", out _);
        foreach (var part in Parts)
        {
            worst = Math.Max(worst, Report(part, part));
        }

        var random = new Random(20261130);
        for (var text = 0; text < RandomTexts; text++)
        {
            var parts = Enumerable.Range(0, random.Next(2, 9)).Select(_ => Parts[random.Next(Parts.Length)]).ToArray();
            var builder = new StringBuilder();
            while (builder.Length < 4096)
            {
                builder.Append(parts[random.Next(parts.Length)]);
            }

            worst = Math.Max(worst, Report(builder.ToString(), string.Join('|', parts)));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"worst {worst:F3} s per MB, limit {Limit} s"));
        return worst <= Limit ? 0 : 1;
    }

    private static double Report(string part, string name)
    {
        var seconds = Measure(part, out var bytes);
        if (seconds > Limit / 3 || bytes > 12.0 * Size)
        {
            var figures = string.Create(CultureInfo.InvariantCulture, $"{seconds:F3} s, {bytes / Size:F1} x memory");
            Console.WriteLine($"{figures}: {JsonSerializer.Serialize(name)}");
        }

        return seconds;
    }

    private static double Measure(string part, out double bytes)
    {
        var times = Math.Max(1, Size / Encoding.UTF8.GetByteCount(part));
        var json = JsonSerializer.SerializeToUtf8Bytes(new { text = string.Concat(Enumerable.Repeat(part, times)) });
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();
        try
        {
            _ = new MessageMasker().Mask(json);
        }
        catch (Exception exception) when (exception is JsonException or MaskingException)
        {
            var shown = JsonSerializer.Serialize(part[..Math.Min(60, part.Length)]);
            var reason = exception.InnerException?.Message ?? exception.Message;
            var elapsed = watch.Elapsed.TotalSeconds.ToString("F2", CultureInfo.InvariantCulture);
            Console.WriteLine($"refused after {elapsed} s: {shown}: {reason}");
        }

        var seconds = watch.Elapsed.TotalSeconds * Size / json.Length;
        bytes = (GC.GetTotalAllocatedBytes(precise: true) - before) * (double)Size / json.Length;
        return seconds;
    }
}
