using System.Text;
using Portal.Gateway.Masking;
using Portal.Gateway.SelfScan;

namespace Portal.Tests.Gateway.SelfScan;

public sealed class RawFinderTests
{
    private const string Pan = "4111111111111111";

    [Theory]
    [InlineData("\0\u0001" + Pan + "\0")]
    [InlineData(Pan)]
    [InlineData("tools/callget_customer{\"card\":\"4111 1111 1111 1111\"}\u0001\u0002")]
    [InlineData("\u0005card: 4111-1111-1111-1111.\u0003")]
    public void Find_NumberAmongBytes_IsFound(string bytes) => Assert.Equal([CardNumber.Of("4111111111111111"u8)], Find(Encoding.UTF8.GetBytes(bytes)));

    [Fact]
    public void Find_Utf16OfEitherOrder_IsFound()
    {
        Assert.Single(Find([1, 2, 3, .. Encoding.Unicode.GetBytes($"card {Pan} paid"), 0, 1]));
        Assert.Single(Find([1, 2, .. Encoding.BigEndianUnicode.GetBytes($"card {Pan} paid"), 1]));
        Assert.Single(Find([7, .. Encoding.BigEndianUnicode.GetBytes(Pan), 0x99]));
        Assert.Single(Find(Encoding.Unicode.GetBytes(Pan)));
    }

    [Theory]
    [InlineData("411111******1111")]
    [InlineData("{\"card\":4111110000001111}")]
    [InlineData("019ab5c0-4111-7111-8111-411111111111")]
    [InlineData("638999999999999999 times")]
    [InlineData("\"imei\":\"490154203237518\"")]
    [InlineData("card 5019717010103")]
    public void Find_WhatTheProductWritesAndWhatIsNoCard_IsLeftAlone(string text) => Assert.Empty(Find(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Find_CutOutOfSomethingLonger_LeavesItsEdgesAlone()
    {
        Assert.Empty(Find(Encoding.ASCII.GetBytes(Pan), isCut: true));
        Assert.Empty(Find(Encoding.ASCII.GetBytes($"{Pan} and then"), isCut: true));
        Assert.Empty(Find(Encoding.ASCII.GetBytes($"and then {Pan}"), isCut: true));
        Assert.Single(Find(Encoding.ASCII.GetBytes($"and {Pan} then"), isCut: true));
    }

    private static List<CardNumber> Find(byte[] bytes, bool isCut = false)
    {
        var found = new List<CardNumber>();
        RawFinder.Find(bytes, isCut, MaskingProfile.Default, found.Add);
        return found;
    }
}
