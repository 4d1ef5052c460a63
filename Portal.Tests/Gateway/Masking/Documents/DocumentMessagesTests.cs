using System.Text;
using System.Text.Json;
using Portal.Gateway.Masking;
using Xunit;

namespace Portal.Tests.Gateway.Masking.Documents;

/// <summary>Files in messages: one that holds card data goes whole, one that nobody can read passes or not as the profile says.</summary>
public sealed class DocumentMessagesTests
{
    private const string Removed = "[document removed: it holds card data]";
    private static readonly MaskingProfile Blocking = new(KindRule.BuiltIn, KindRule.BuiltIn, KindRule.BuiltIn, KindRule.BuiltIn, null);
    private static readonly byte[] Pdf = [.. "%PDF-1.7\n"u8, .. Enumerable.Range(0, 600).Select(index => (byte)(index * 37))];
    private static readonly byte[] OldOffice = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. Enumerable.Range(0, 600).Select(index => (byte)(index * 37))];

    private readonly MessageMasker _masker = new();

    public static TheoryData<byte[]> Unreadable => [Pdf, OldOffice, Zips.Of(("word/document.xml", "<no xml"))];

    [Theory]
    [InlineData("card 4111111111111111")]
    [InlineData("CVV: 737")]
    [InlineData("4111 1111 1111 1111")]
    public void Mask_DocumentWithCardDataAsABlob_IsReplacedWhole(string text)
    {
        var masked = _masker.Mask(Resource(Word(text)));

        Assert.Equal(Removed, Encoding.UTF8.GetString(BlobOf(masked)));
        Assert.Equal("$.result.contents[0].blob", Assert.Single(masked.Hits).Path);
    }

    [Fact]
    public void Mask_SpreadsheetWithCardNumbersUnderAHeader_IsReplacedWhole()
    {
        var sheet = Zips.Of(("xl/worksheets/sheet1.xml", "<worksheet><row><c t=\"str\"><v>Card</v></c></row><row><c><v>4111111111111111</v></c></row></worksheet>"));

        Assert.Equal(Removed, Encoding.UTF8.GetString(BlobOf(_masker.Mask(Resource(sheet), Blocking))));
    }

    [Fact]
    public void Mask_DocumentWithoutCardData_StaysAsItIs()
    {
        var message = Resource(Word("nothing to see here"));

        Assert.True(_masker.Mask(message, Blocking).Json.Span.SequenceEqual(message));
    }

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void Mask_UnreadableDocument_IsRefusedUnlessTheProfilePasses(byte[] file)
    {
        var message = Resource(file);

        Assert.ThrowsAny<JsonException>(() => _masker.Mask(message, Blocking));
        Assert.True(_masker.Mask(message, MaskingProfile.Default).Json.Span.SequenceEqual(message));
    }

    [Fact]
    public void Mask_UnreadableDocumentBesideACard_PassesWithTheCardMasked()
    {
        var text = $"{{\"file\":\"{Convert.ToBase64String(Pdf)}\",\"card\":\"4111111111111111\"}}";

        Assert.Equal(text.Replace("4111111111111111", "411111******1111", StringComparison.Ordinal), Encoding.UTF8.GetString(_masker.Mask(Encoding.UTF8.GetBytes(text)).Json.Span));
    }

    [Fact]
    public void Mask_DocumentUnreadableInPart_IsReplacedWhereItsReadPartHoldsACard()
    {
        var file = Zips.Of(("a.txt", "card 4111111111111111"), ("b.zip", "PK\u0003\u0004"));

        Assert.Equal(Removed, Encoding.UTF8.GetString(BlobOf(_masker.Mask(Resource(file)))));
    }

    private static byte[] Word(string text) =>
        Zips.Of(("[Content_Types].xml", "<Types/>"), ("word/document.xml", $"<w:document {Zips.Word}><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"));

    private static byte[] Resource(byte[] file) => Encoding.UTF8.GetBytes(
        $$$"""{"jsonrpc":"2.0","id":1,"result":{"contents":[{"uri":"file:///a","mimeType":"application/octet-stream","blob":"{{{Convert.ToBase64String(file)}}}"}]}}""");

    private static byte[] BlobOf(MaskedMessage masked)
    {
        using var document = JsonDocument.Parse(masked.Json);
        return document.RootElement.GetProperty("result").GetProperty("contents")[0].GetProperty("blob").GetBytesFromBase64();
    }
}
