using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Decisions;
using Portal.Gateway.Masking.Words;
using Xunit;

namespace Portal.Tests.Gateway.Masking.Scanning;

/// <summary>What the scan lets go, no detector finds: random texts and messages, put together from everything that detectors know.</summary>
public sealed class CandidateScanProperties
{
    private static readonly string[] Fragments =
    [
        "4111",
        "1111",
        "41",
        "11",
        "1",
        "4",
        "0",
        "00",
        "4539578763621486",
        "411111111111",
        "123",
        "4711",
        "2026-11-24",
        "12:30:00",
        "12/27",
        "5018000009",
        "36000000000000",
        "3.14",
        "1e15",
        "6.304E+15",
        " ",
        "  ",
        "-",
        ".",
        "/",
        "_",
        ":",
        "=",
        "+",
        "\n",
        "\r\n",
        "\t",
        "\n        ",
        "\u00A0",
        "\u202F",
        "\u200B",
        "\u00AD",
        "\u2013",
        "\uFF10",
        "\u0664",
        "\u0967",
        "\u2460",
        "|",
        ",",
        ";",
        "(",
        ")",
        "\"",
        "'",
        "cvv",
        "CVV2",
        "Cvv",
        "cvc",
        "pin",
        "PIN block",
        "security code",
        "securityCode",
        "verified",
        "Prüfziffer",
        "Sicherheitscode",
        "cryptogramme",
        "código de seguridad",
        "código de segurança",
        "codice di sicurezza",
        "kod bezpieczeństwa",
        "güvenlik kodu",
        "şifre",
        "код безопасности",
        "пин",
        "安全码",
        "暗証番号",
        "セキュリティコード",
        "card",
        "karte",
        "卡号",
        "visa",
        "maestro",
        "track2",
        "de52",
        "DE 52",
        "geheimzahl",
        "senha",
        "the",
        "order",
        "Ä",
        "é",
        "😀",
        "payment",
        "04D2F1A7B3C59E60",
        "ABCDEFABCDEFABCD",
        ";",
        "=2712101",
        "^DOE/J^2712101",
        "D27121011234567F",
        "5A08",
        "5713",
        "57 0F ",
        "%B",
        "?",
        "%34",
        "%20",
        "&#52;",
        "&nbsp;",
        "&amp;",
        "&lt;",
        "&quot;",
        "<b>",
        "</b>",
        "<td>",
        "<th>CVV</th>",
        "=3D",
        "=34",
        "=\n",
        "\\u0034",
        "\\x34",
        "\\n",
        "\\\\",
        "\\\"",
        "NDUzOTU3ODc2MzYyMTQ4Ng==",
        "cvv: 737 for the card",
        "34353339353738373633363231343836",
        "34 35 33 39 35 37 38 37 36 33 36 32 31 34 38 36",
        "4111111111111111 ",
        "values ",
        "INSERT INTO c (cvv) VALUES (",
        "{\"a\":\"4539\",\"b\":\"5787\",\"c\":\"6362\",\"d\":\"1486\"}",
        "4539 5787",
        "6362 1486",
        "45395787",
        "63621486",
        "4539-5787-",
        "63621486,",
        "[{\"n\":\"4539\"},{\"n\":\"5787\"},{\"n\":\"6362\"},{\"n\":\"1486\"}]",
        "{\"45395787\":\"63621486\"}",
        "(4539) (5787) (6362) (1486)",
        "4539|5787|6362|1486",
        "4539, 5787, 6362, 1486",
        "**4539** 5787 `6362` 1486",
        "«3782» «822463» «10005»",
        "4539<b>5787</b>6362<i>1486</i>",
        "'4539' '5787' '6362' '1486'",
        "{4539} {5787}",
        "card number",
        "cc",
        "visa ",
        "mycardcvv2field",
        "gatewaycvcnumber",
        "CARDCVN",
        "sslcardverificationcode",
        "card_sec_val",
        "verification no",
        "discarded",
        "verified",
        "164539578763621486",
        "00004539578763621486",
        "45395787636214864539578763621486",
        "[4,5,3,9,5,7,8,7,6,3,6,2,1,4,8,6]",
        "{\"part1\":\"4539\",\"part2\":\"5787\",\"part3\":6362,\"part4\":\"1486\"}",
        "{\"card_first\":4539,\"card_middle\":57876362,\"card_last\":1486}",
        "[\"4539\",5787,\"6362\",1486]",
        "cvc&#118;v",
        "c&#118;v",
        "4.539578763621486E+15",
        "4.539578763621486e15",
        "%5Bcvv%5D=",
        "s=E9curit=E9",
        "cv=\nv",
    ];

    private static readonly int Cases = int.Parse(
        Environment.GetEnvironmentVariable("SCAN_CASES") ?? "20000",
        System.Globalization.CultureInfo.InvariantCulture
    );

    // Something stands between the parts, as in text that somebody wrote: an encoding glued to what is not of it is beyond the scan (docs/evidence.md).
    private static readonly string[] Between = [" ", ", ", ": ", "\n", "|", "; ", " = ", "\t"];

    private static Gen<string> Texts =>
        from parts in Gen.Elements(Fragments).ListOf().Resize(9)
        from signs in Gen.Elements(Between).ListOf(parts.Count)
        select string.Concat(parts.Zip(signs, (part, sign) => part + sign));

    [Fact]
    public void MayHold_No_NoDetectorFindsAnything() =>
        Prop.ForAll(Texts.ToArbitrary(), text =>
            {
                var bytes = Encoding.UTF8.GetBytes(text);
                if (!CandidateScan.MayHold(bytes, Sensitivity.Balanced))
                {
                    // A name that says only that a value follows makes no difference to any detector, but to the question whether the scan is asked first.
                    List<Edit>? edits = null;
                    TextScan.Find(
                        bytes,
                        new FieldContext(Senses.Value),
                        0,
                        new MaskingScan(MaskingProfile.Default, bytes.Length),
                        ref edits
                    );
                    Assert.True(edits is null, $"The scan let go: {JsonSerializer.Serialize(text)}");
                }
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    [Fact]
    public void MayHoldInJson_No_NothingIsFoundInTheMessage() => AssertNothingIsLetGo(Messages);

    [Fact]
    public void MayHoldInJson_NoOfASplitNumber_NothingIsFoundInTheMessage() => AssertNothingIsLetGo(SplitMessages);

    private static void AssertNothingIsLetGo(Gen<string> messages) =>
        Prop.ForAll(messages.ToArbitrary(), json =>
            {
                var bytes = Encoding.UTF8.GetBytes(json);
                if (!CandidateScan.MayHoldInJson(bytes, Sensitivity.Balanced))
                {
                    List<Edit>? edits = null;
                    JsonScan.FindInMessage(
                        bytes,
                        keepsIdentifiers: false,
                        new MaskingScan(MaskingProfile.Default, bytes.Length),
                        ref edits
                    );
                    Assert.True(edits is null, $"The scan let go: {json}");
                }
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    // A card number cut at any places, with what may stand around each part.
    private static Gen<string> SplitMessages =>
        from number in Gen.Elements(
            "4539578763621486",
            "378282246310005",
            "6304000000000000018",
            "4539 5787 6362 1486",
            "4539-5787-6362-1486"
        )
        from cuts in Gen.Choose(1, number.Length - 1).ListOf().Resize(4)
        from before in Gen.Elements("", "", "", " ", "x ", "x:", "x\n", "...", "2026-11-27 ", "12 ", "card ", "card:")
            .ListOf(cuts.Count + 1)
        from behind in Gen.Elements("", "", "", " ", "-", "\n", " x", ".", ", x", "; x", "\nx", " 12", ".5")
            .ListOf(cuts.Count + 1)
        from shape in Gen.Elements(
            """{{"type":"text","text":{0}}}""",
            """{{"v":{0}}}""",
            "{0}",
            """{{"name":"p{1}","value":{0}}}""",
            """{{"at":{1},"d":{0},"note":"a b"}}"""
        )
        from isNested in Gen.Elements(false, true)
        select SplitMessage(number, [.. cuts.Distinct().Order()], [.. before], [.. behind], shape, isNested);

    private static string SplitMessage(string number, int[] cuts, string[] before, string[] behind, string shape, bool isNested)
    {
        int[] ends = [.. cuts, number.Length];
        var parts = ends.Select((end, index) => before[index] + number[(index == 0 ? 0 : ends[index - 1])..end] + behind[index]);
        var json =
            $"[{string.Join(",", parts.Select((part, index) => string.Format(System.Globalization.CultureInfo.InvariantCulture, shape, JsonSerializer.Serialize(part), index)))}]";
        return JsonSerializer.Serialize(new { content = isNested ? json : (object)JsonDocument.Parse(json).RootElement });
    }

    private static Gen<string> Messages =>
        from values in Texts.ListOf().Resize(4)
        from names in Gen.Elements("a", "text", "value", "number", "cvv", "name", "content", "card_number", "pin", "track", "b c")
            .ListOf(values.Count)
        from shape in Gen.Elements("{}", "[]", "nested")
        from escapes in Gen.Elements(JavaScriptEncoder.Default, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)
        select Message([.. values], [.. names], shape, new JsonSerializerOptions { Encoder = escapes });

    private static string Message(string[] values, string[] names, string shape, JsonSerializerOptions options)
    {
        if (shape == "[]")
        {
            return JsonSerializer.Serialize(values, options);
        }

        var members = string.Join(
            ",",
            values.Select((value, index) => $"{JsonSerializer.Serialize(names[index], options)}:{Value(value, options)}")
        );
        return shape == "{}" ? $"{{{members}}}" : JsonSerializer.Serialize(new { text = $"{{{members}}}" }, options);
    }

    // What is a number may stand as one.
    private static string Value(string value, JsonSerializerOptions options) =>
        value is { Length: > 0 and < 40 } && value[0] is >= '1' and <= '9' && value.All(char.IsAsciiDigit)
            ? value
            : JsonSerializer.Serialize(value, options);
}
