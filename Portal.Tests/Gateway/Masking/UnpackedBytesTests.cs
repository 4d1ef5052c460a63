using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Portal.Gateway.Masking;

namespace Portal.Tests.Gateway.Masking;

public sealed class UnpackedBytesTests
{
    [Fact]
    public void Mask_PackedTextsThatAreTooMuchTogether_IsRefused()
    {
        // Each is allowed by itself.
        var bomb = Convert.ToBase64String(Packed(new string(' ', 15 * 1024 * 1024)));

        Assert.Throws<MaskingException>(() => new MessageMasker().Mask(JsonSerializer.SerializeToUtf8Bytes(Enumerable.Repeat(bomb, 3))));
    }

    [Fact]
    public void Mask_MessagesWithPackedTextsOneAfterTheOther_AreCountedEachByItself()
    {
        var masker = new MessageMasker();
        var json = JsonSerializer.SerializeToUtf8Bytes(new { data = Convert.ToBase64String(Packed("card 4111111111111111" + new string(' ', 15 * 1024 * 1024))) });

        for (var message = 0; message < 3; message++)
        {
            Assert.Equal(1, masker.Mask(json).Count);
        }
    }

    private static byte[] Packed(string text)
    {
        using var output = new MemoryStream();
        using (var packer = new GZipStream(output, CompressionLevel.Fastest))
        {
            packer.Write(Encoding.UTF8.GetBytes(text));
        }

        return output.ToArray();
    }
}
