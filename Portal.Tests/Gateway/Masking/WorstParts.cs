using System.Text.Json;
using Portal.Gateway.Masking;

namespace Portal.Tests.Gateway.Masking;

/// <summary>Parts of texts that are made to take long, the same as <c>bench masking-worst</c> measures, and the work that a text takes.</summary>
internal static class WorstParts
{
    /// <summary>The parts.</summary>
    public static readonly string[] All =
    [
        "4", "4 ", "41 ", "4111-", "4111 1111 1111 1112 ", "4\n", "4\n4", "4111\n", "=", "4=", "\"", "\"4\",", "cvv", "cvv ", "cvv:", "cvv,code,", "cvv on the back of the card ", "cvv (", "cvv's.",
        "cvv 123 or 1234 ", "pin block in a format ", "安全码", "\\", "\\u003", "\\u0034", "\\\\u0034", "<", "<b", "<b>", "<b>4</b>", "<4", "&", "&#52;", "&amp;", "&amp;amp;", "%", "%34", "%2534", ")(", "57", "5A0",
        "34 ", "34:", "[", "[4", "[4]", "{\"a\":", "{\"a\" ", "{\"a\":1}", "[\"", "{\"a\":[", "a", " ", "é", "\u200B", "4\u200B", "안", "4111111111111111,", "4111111111111111 12/27 123 ", "4111111111111111 exp ",
        "0.4111111111111111 ", "4111111111111111d1234567", "c4111111111111111d1234567", "iVBORw0KGgo4111111111111111", "DE52 ", "bin 411111 ", "<cvv>", "<cvv a=\"", "<a b=\"c\">", "</b><b>", "<!--", "<!-- &", "<![CDATA[",
        "cvv: 1\n", "a,cvv\n", "a,cvv\n1,2\n", "| cvv |\n", "insert into t (cvv) values (1)", "data:image/png;base64,", "cvv  a\n1  2  3\n", "(a,pan)values(4,'4111111111111111'),", ")values", "a,'cvv'',\n",
        "card 4 ", "card 41 11 ", "card 6011, 9613, ", "pan ", "pan 1", "id=\"52\" ", "52\"", "2e15", "2E15 ", "A1B2C3D4", "4111111111111111E", "<td>4", "<td>cvv</td><td>1</td>", "MTIz", "NDExMTExMTExMTExMTExMQ==\n", "deadbeef", "3131",
        "card number ", "security code ", "of the ", "visa 4", "a.b_c-d", "cardCvvCode", "+4", "-4", "*4*", "(4) ", "«4» ", "4|4|", "4,4,", "4;", "4/4:4", "\t4", "44444444444444444444 ", "card 44444444444444444444 ",
    ];

    /// <summary>Counts the steps that a message with one text takes; more than its length allows are none at all to the engine, which refuses it.</summary>
    public static (long Spent, int Length) WorkOf(string text)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new { text });
        var scan = new MaskingScan(MaskingProfile.Default, json.Length);
        List<Edit>? edits = null;
        try
        {
            JsonScan.FindInMessage(json, keepsIdentifiers: true, scan, ref edits);
        }
        catch (JsonException)
        {
            // Counted up to where it was refused.
        }

        return (scan.Spent, json.Length);
    }
}
