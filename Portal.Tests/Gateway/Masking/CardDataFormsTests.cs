using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Decisions;
using Xunit;

namespace Portal.Tests.Gateway.Masking;

/// <summary>The ways card data is written, and what looks like it and must stay: one message each, through the whole engine.</summary>
public sealed class CardDataFormsTests
{
    private const string Visa = "4539578763621486";
    private readonly MessageMasker _masker = new();

    [Theory]
    [InlineData("CVV: 737", "CVV: ***")]
    [InlineData("the security code is 737.", "the security code is ***.")]
    [InlineData("Prüfziffer (CVC) lautet 737", "Prüfziffer (CVC) lautet ***")]
    [InlineData("Kartenprüfnummer 737", "Kartenprüfnummer ***")]
    [InlineData("cryptogramme visuel : 737", "cryptogramme visuel : ***")]
    [InlineData("código de seguridad: 737", "código de seguridad: ***")]
    [InlineData("código de segurança 737", "código de segurança ***")]
    [InlineData("codice di sicurezza 737", "codice di sicurezza ***")]
    [InlineData("beveiligingscode 737", "beveiligingscode ***")]
    [InlineData("kod bezpieczeństwa: 737", "kod bezpieczeństwa: ***")]
    [InlineData("Güvenlik Kodu: 737", "Güvenlik Kodu: ***")]
    [InlineData("код безопасности 737", "код безопасности ***")]
    [InlineData("安全码：737", "安全码：***")]
    [InlineData("セキュリティコードは737です", "セキュリティコードは***です")]
    [InlineData("737 (CVV)", "*** (CVV)")]
    [InlineData("<cvv>737</cvv>", "<cvv>***</cvv>")]
    [InlineData("cvv=737&x=1", "cvv=***&x=1")]
    [InlineData("PIN: 4711", "PIN: [PIN removed]")]
    [InlineData("Geheimzahl 4711", "Geheimzahl [PIN removed]")]
    [InlineData("暗証番号: 4711", "暗証番号: [PIN removed]")]
    [InlineData("PIN block 04D2F1A7B3C59E60 sent", "PIN block [PIN removed] sent")]
    [InlineData("t ;4539578763621486=27121011234567? e", "t [track data removed] e")]
    [InlineData("t %B4539578763621486^DOE/JOHN^27121011234567890? e", "t [track data removed] e")]
    [InlineData("t 4539578763621486D27121011234567F e", "t [track data removed] e")]
    [InlineData("t 5A0845395787636214865F3401 e", "t 5A08[track data removed]5F3401 e")]
    [InlineData("name,card_number,cvv\nIo,4539578763621486,737\n", "name,card_number,cvv\nIo,453957******1486,***\n")]
    [InlineData("| name | cvv |\n|---|---|\n| Io | 737 |", "| name | cvv |\n|---|---|\n| Io | *** |")]
    [InlineData("INSERT INTO c (a, cvv) VALUES ('x', '737'), ('y', '738')", "INSERT INTO c (a, cvv) VALUES ('x', '***'), ('y', '***')")]
    [InlineData("<tr><th>A</th><th>CVV</th></tr><tr><td>x</td><td>737</td></tr>", "<tr><th>A</th><th>CVV</th></tr><tr><td>x</td><td>***</td></tr>")]
    [InlineData("u?x=4539%205787%206362%201486&k=1", "u?x=4539%2057**%20****%201486&k=1")]
    [InlineData("&#52;539578763621486 e", "&#52;53957******1486 e")]
    [InlineData("<b>4539</b> <b>5787</b> <b>6362</b> <b>1486</b>", "<b>4539</b> <b>57**</b> <b>****</b> <b>1486</b>")]
    [InlineData("4539578=\n763621486 e", "453957*=\n*****1486 e")]
    [InlineData(@"n \x34539578763621486 e", @"n \x3453957******1486 e")]
    [InlineData("card 5018000009 12", "card 5018000009 12")]
    [InlineData("4539578763621486 12/27 737", "453957******1486 12/27 ***")]
    [InlineData("4539578763621486|12|2027|737", "453957******1486|12|2027|***")]
    public void MaskText_CardData_IsMasked(string text, string expected)
    {
        Assert.Equal(expected, _masker.MaskText(text));
        Assert.Equal(expected, _masker.MaskText(expected));
    }

    [Theory]
    [InlineData("IBAN DE89 3704 0044 0532 0130 00 ok")]
    [InlineData("GB29 NWBK 6016 1331 9268 19")]
    [InlineData("phone +4916371989941")]
    [InlineData("IMEI 356169630708116")]
    [InlineData("EAN 4335063051284")]
    [InlineData("parcel label 9400 1090 9952 9383 6383 63 scanned")]
    [InlineData("score 0.5433718464201063 and 48.208174300000012,16.373819299999983")]
    [InlineData("at 2026-11-22 15:30:00.123456")]
    [InlineData("v1.22.333.4444 build 20261122.1234")]
    [InlineData("values 12 7 33 90 21 4 55 61 8 19 77 42")]
    [InlineData("HTTP 502 after 190 ms, pin header J4, CSC paper 233b")]
    [InlineData("CVV result code 200, CVV check passed in 123 ms")]
    [InlineData("CVV: 12345 and cvv: 1.234")]
    [InlineData("pin 13 of the header, pincode 560001")]
    [InlineData("paid with 453957******1486, last four 1486")]
    [InlineData("order 4054466112078 shipped")]
    [InlineData("shipping in 2026, accident 123, opinion 456")]
    public void MaskText_LooksLikeCardData_Stays(string text) => Assert.Equal(text, _masker.MaskText(text));

    [Theory]
    [InlineData("""{"fields":[{"name":"cvv","value":"737"},{"name":"zip","value":"123"}]}""", """{"fields":[{"name":"cvv","value":"***"},{"name":"zip","value":"123"}]}""")]
    [InlineData("""{"value":737,"label":"Security Code"}""", """{"value":0,"label":"Security Code"}""")]
    [InlineData("""{"columns":["a","cvv"],"rows":[["x","737"],["y",738]]}""", """{"columns":["a","cvv"],"rows":[["x","***"],["y",0]]}""")]
    [InlineData("""{"t":[["a","cvc"],["x","737"]]}""", """{"t":[["a","cvc"],["x","***"]]}""")]
    [InlineData("""{"cvv":{"value":"737"}}""", """{"cvv":{"value":"***"}}""")]
    [InlineData("""{"pinBlk":"04D2F1A7B3C59E60"}""", """{"pinBlk":"[PIN removed]"}""")]
    [InlineData("""{"track2":"anything 1234567890"}""", """{"track2":"[track data removed]"}""")]
    [InlineData("""{"card_number":"4539578763621487"}""", """{"card_number":"453957******1487"}""")]
    [InlineData("""{"scheme":"maestro","number":"5018000009"}""", """{"scheme":"maestro","number":"5018000009"}""")]
    [InlineData("""{"v":4539578763621486.0,"w":4.539578763621486E+15}""", """{"v":4539570000001486,"w":4539570000001486}""")]
    [InlineData("""{"pan1":"4539","pan2":"5787","pan3":"6362","pan4":"1486"}""", """{"pan1":"4539","pan2":"57**","pan3":"****","pan4":"1486"}""")]
    [InlineData("""[{"type":"text","text":"card 45395787"},{"type":"text","text":"63621486 ok"}]""", """[{"type":"text","text":"card 453957**"},{"type":"text","text":"****1486 ok"}]""")]
    public void Mask_NamesAndNeighbours_Decide(string json, string expected)
    {
        Assert.Equal(expected, Mask(json));
        Assert.Equal(expected, Mask(expected));
    }

    [Theory]
    [InlineData("""{"cvvCheck":"match","cvv_result":"123","cvcLength":3,"code":200,"status":404}""")]
    [InlineData("""{"gpio_pin":1234,"pinCount":1000,"postal":{"pincode":"560001"}}""")]
    [InlineData("""{"purchase_order":"4054466112078","tenant":"581129036678","epoch_us":1721488269776665}""")]
    [InlineData("""{"handset_imei":"359110133401657","sim":{"iccid":"8949075440303736415"},"gtin":"4335063051284"}""")]
    [InlineData("""{"score":0.5433718464201063,"m":[4539,5787,6362,1486]}""")]
    [InlineData("""{"a":"4539","b":"5787","c":"6362","d":"1486"}""")]
    [InlineData("""{"zip":"4539","year":"5787","month":"6362","day":"1486"}""")]
    [InlineData("""{"v":-4539578763621486,"w":4.539578763621486e15}""")]
    [InlineData("""{"verificationCode":"737","控":"验证码：737","sms":"verification code is 4171"}""")]
    public void Mask_OtherNumbers_Stay(string json) => Assert.Equal(json, Mask(json));

    [Fact]
    public void Mask_EncodedTexts_AreMaskedWithinAndEncodedAgain()
    {
        var text = $"name,pan\nIo,{Visa}\n";
        var masked = text.Replace(Visa, "453957******1486", StringComparison.Ordinal);
        Assert.Equal(masked, Text(Convert.FromBase64String(Within(Convert.ToBase64String(Bytes(text))))));
        Assert.Equal(masked, Text(Convert.FromBase64String(Text(Convert.FromBase64String(Within(Convert.ToBase64String(Bytes(Convert.ToBase64String(Bytes(text))))))))));
        Assert.Equal(masked, Text(Convert.FromHexString(Within(Convert.ToHexString(Bytes(text))))));
        Assert.Equal(masked, Encoding.Unicode.GetString(Convert.FromBase64String(Within(Convert.ToBase64String(Encoding.Unicode.GetBytes(text))))));
        Assert.Equal(masked, Unpack(Convert.FromBase64String(Within(Convert.ToBase64String(Pack(text))))));
        var wrapped = Convert.ToBase64String(Bytes(string.Concat(Enumerable.Repeat("a line of text\n", 20)) + text), Base64FormattingOptions.InsertLineBreaks);
        var output = Within(wrapped);
        Assert.Contains("453957******1486", Text(Convert.FromBase64String(output)), StringComparison.Ordinal);
        Assert.All(output.Split("\r\n")[..^1], line => Assert.Equal(76, line.Length));
    }

    [Fact]
    public void Mask_PackedTextThatUnpacksToTooMuch_IsRefused()
    {
        var bomb = Convert.ToBase64String(Pack(new string('0', 20 * 1024 * 1024)));
        Assert.Throws<MessageRefusedException>(() => Within(bomb));
    }

    [Fact]
    public void Mask_CodePageWithinBase64_IsMaskedAndKeepsItsBytes()
    {
        var text = Encoding.Latin1.GetBytes($"M\u00fcller card {Visa} cvv 737");

        var output = Convert.FromBase64String(Within(Convert.ToBase64String(text)));

        Assert.Equal("M\u00fcller card 453957******1486 cvv ***", Encoding.Latin1.GetString(output));
    }

    [Fact]
    public void Mask_DamagedPackedText_IsRefusedWhereUnreadableIsBlocked()
    {
        var packed = Pack($"card {Visa} and more");
        packed[^6] ^= 0xFF;
        var json = Bytes(JsonSerializer.Serialize(new { blob = Convert.ToBase64String(packed) }));

        Assert.Throws<MessageRefusedException>(() => _masker.Mask(json, MaskingProfile.BuiltIn(Sensitivity.Balanced, passesUnreadable: false)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Mask_LongBinaryInBase64_PassesAsItIs(bool isWrapped)
    {
        var bytes = new byte[300_000];
        new Random(7).NextBytes(bytes);
        var text = Convert.ToBase64String(bytes, isWrapped ? Base64FormattingOptions.InsertLineBreaks : Base64FormattingOptions.None);

        Assert.Equal(text, Within(text));
    }

    [Fact]
    public void Mask_LinesOfBase64WithNothingInThem_PassAsTheyAre()
    {
        var text = Convert.ToBase64String(Bytes(new string('4', 200_000)), Base64FormattingOptions.InsertLineBreaks);

        Assert.Equal(text, Within(text));
    }

    [Theory]
    [InlineData(Visa + "=29121010000000000000")]
    [InlineData("%B" + Visa + "^SILVA/ANA^29121010000000000000?")]
    public void Mask_TrackUnderItsName_TellsItsCard(string track)
    {
        var masked = _masker.Mask(Bytes(JsonSerializer.Serialize(new { track2 = track })));

        Assert.Equal(CardNumber.Of(Bytes(Visa)), Assert.Single(masked.Cards));
    }

    private string Within(string text) =>
        JsonDocument.Parse(Mask(JsonSerializer.Serialize(new { blob = text }))).RootElement.GetProperty("blob").GetString()!;

    private string Mask(string json) => Text(_masker.Mask(Bytes(json)).Json.ToArray());

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static byte[] Pack(string text)
    {
        using var output = new MemoryStream();
        using (var packer = new GZipStream(output, CompressionLevel.Optimal))
        {
            packer.Write(Bytes(text));
        }

        return output.ToArray();
    }

    private static string Unpack(byte[] packed)
    {
        using var reader = new StreamReader(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }
}
