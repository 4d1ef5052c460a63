using System.Buffers.Binary;
using Portal.Gateway.Masking.Documents;

namespace Portal.Tests.Gateway.Masking.Documents;

public sealed class HostileZipTests
{
    private const string NotRead = "It holds another archive, an embedded object or a binary part.";

    [Fact]
    public void Bomb_IsRefusedWithinTheBudget()
    {
        var bomb = Zips.OfBytes([.. Enumerable.Range(0, 4).Select(index => ($"word/{index}.xml", new byte[12 << 20]))]);
        Assert.True(bomb.Length < 100_000);
        Assert.Equal("It unpacks to more than the budget.", Readings.ReasonOf(Zips.OfBytes(("a.txt", new byte[17 << 20]))));
        Assert.NotNull(Readings.ReasonOf(bomb));
    }

    [Fact]
    public void Bomb_OfSharedStrings_IsRefused()
    {
        var cells = string.Concat(Enumerable.Repeat("<c t=\"s\"><v>0</v></c>", 2000));
        var bomb = Zips.Of(("xl/worksheets/sheet1.xml", $"<worksheet><row>{cells}</row></worksheet>"), ("xl/sharedStrings.xml", $"<sst><si><t>{new string('4', 100_000)}</t></si></sst>"));
        Assert.Equal("It holds more text than the budget.", Readings.ReasonOf(bomb));
    }

    [Fact]
    public void ManyParts_AreRefused() =>
        Assert.Equal("It has more parts than the budget.", Readings.ReasonOf(Zips.Of([.. Enumerable.Range(0, 10_000).Select(index => ($"{index}.txt", "x"))])));

    [Fact]
    public void LargeFile_IsRefused() => Assert.Equal("It is larger than the budget.", Readings.ReasonOf(new byte[100], new DocumentBudget(MaxFileBytes: 99)));

    [Fact]
    public void Entities_AreRefused() =>
        Assert.Equal(
            "A part is no well-formed XML.",
            Readings.ReasonOf(Zips.Of(("word/document.xml", "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><x>&a;</x>"))));

    [Theory]
    [InlineData(16, 7)]
    [InlineData(24, 10)]
    [InlineData(24, 100_000)]
    public void Directory_SaysOtherwise_IsRefused(int field, int value)
    {
        var zip = Zips.Of(("a.txt", new string('4', 1000)));
        var directory = zip.AsSpan(zip.AsSpan().IndexOf("PK\u0001\u0002"u8));
        BinaryPrimitives.WriteInt32LittleEndian(directory[field..], value);
        Assert.Equal("A part is not what the archive's directory says.", Readings.ReasonOf(zip));
    }

    [Fact]
    public void EncryptedEntry_IsRefused()
    {
        var zip = Zips.Of(("a.txt", "4111"));
        zip[6] |= 1;
        zip[zip.AsSpan().IndexOf("PK\u0001\u0002"u8) + 8] |= 1;
        Assert.Equal("A part is encrypted.", Readings.ReasonOf(zip));
    }

    [Fact]
    public void NestedZip_IsUnreadAndTheRestIsVisited()
    {
        var (reading, parts) = Readings.Read(Zips.OfBytes(("inner.dat", Zips.Of(("a.txt", "x"))), ("b.txt", "text"u8.ToArray())));
        Assert.Equal(DocumentReading.Unread(NotRead), reading);
        Assert.Equal(["text"], parts);
    }

    [Theory]
    [InlineData("word/embeddings/oleObject1.bin")]
    [InlineData("word/embeddings/Microsoft_Excel_Sheet1.xlsx")]
    [InlineData("xl/worksheets/sheet1.bin")]
    public void EmbeddedObject_IsUnread(string name) => Assert.Equal(NotRead, Readings.ReasonOf(Zips.Of((name, "x"))));

    [Theory]
    [InlineData("word/vbaProject.bin")]
    [InlineData("word/media/image1.png")]
    [InlineData("xl/printerSettings/printerSettings1.bin")]
    public void Program_Picture_AreSkipped(string name) => Assert.Equal("", Readings.TextOf(Zips.OfBytes((name, [0, 1, 2]))));

    [Fact]
    public void Compound_IsUnread() =>
        Assert.Equal("It is an encrypted or an old Office file.", Readings.ReasonOf([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]));

    [Fact]
    public void Damaged_NeverThrows()
    {
        var zip = Zips.Of(("word/document.xml", $"<w:document {Zips.Word}><w:p><w:r><w:t>4111 1111 1111 1111</w:t></w:r></w:p></w:document>"), ("xl/worksheets/a.xml", "<a/>"));
        var random = new Random(5);
        for (var length = 0; length < zip.Length; length++)
        {
            Readings.Read(zip[..length]);
            var changed = zip.ToArray();
            changed[random.Next(zip.Length)] = (byte)random.Next(256);
            changed[random.Next(zip.Length)] = (byte)random.Next(256);
            Readings.Read(changed);
        }
    }
}
