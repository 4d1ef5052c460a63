using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Portal.Gateway.Callers;
using Xunit;

namespace Portal.Tests.Gateway.Callers;

public sealed class TokenHashTests
{
    [Fact]
    public void Of_AnyText_IsItsSha256() => Prop
        .ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        {
            var token = text.Get.Length > TokenHash.MaxTokenLength ? text.Get[..TokenHash.MaxTokenLength] : text.Get;
            var expected = SHA256.HashData(Encoding.UTF8.GetBytes(token));
            var hash = TokenHash.Of(token);
            Assert.Equal(expected, hash.ToBytes());
            Assert.Equal(hash, TokenHash.FromBytes(expected));
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Of_LongestTokenOfWideCharacters_Fits() =>
        Assert.Equal(32, TokenHash.Of(new string('€', TokenHash.MaxTokenLength)).ToBytes().Length);
}
