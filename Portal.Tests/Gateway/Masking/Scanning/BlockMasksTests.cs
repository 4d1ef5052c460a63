using System.Runtime.Intrinsics.X86;
using FsCheck;
using FsCheck.Fluent;
using Portal.Gateway.Masking.Scanning;
using Xunit;

namespace Portal.Tests.Gateway.Masking.Scanning;

/// <summary>Every way of classifying bytes says what the table says.</summary>
public sealed class BlockMasksTests
{
    [Fact]
    public void Of_AnyAscii_AgreesWithTheTable() =>
        Prop.ForAll(
                Gen.Choose(0, 127).Select(value => (byte)value).ArrayOf(BlockMasks.Size + WordFingerprints.Ahead).ToArbitrary(),
                bytes =>
                {
                    AssertAgrees(bytes, BlockMasks.ByComparison(ref bytes[0]));
                    if (Avx512Vbmi.IsSupported)
                    {
                        AssertAgrees(bytes, BlockMasks.ByTable(ref bytes[0]));

                        // Half bytes know less: they may say yes more often, never less.
                        var words = ScanWords.Names.Fingerprints.ByTable(ref bytes[0], out var stems);
                        Assert.Equal(0UL, words & ~ScanWords.Names.Fingerprints.ByHalves(ref bytes[0], out var more));
                        Assert.Equal(0UL, stems & ~more);
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData("cvv", true)]
    [InlineData("my security code is", true)]
    [InlineData("SECURITY_CODE", true)]
    [InlineData("cardSecurityCode", true)]
    [InlineData("MYCvv", true)]
    [InlineData("DE-52", true)]
    [InlineData("verified by the customer", false)]
    [InlineData("pink cider of the decided accident", false)]
    [InlineData("de la 52", false)]
    [InlineData("mycardcvv2field", true)]
    [InlineData("gatewaycvcnumber", true)]
    [InlineData("CARDCVN", true)]
    [InlineData("received, discarded and recvd", false)]
    public void IsIn_Words_FindsLabelsWhereverTheyStand(string text, bool expected)
    {
        for (var offset = 0; offset < 2 * BlockMasks.Size; offset++)
        {
            var padded = System.Text.Encoding.ASCII.GetBytes(new string(' ', offset) + text + new string(' ', offset % 11));
            Assert.Equal(expected, (FlatScan.Look(padded, isJson: false, stopsAtFirst: false) & Findings.Label) != Findings.None);
        }
    }

    private static void AssertAgrees(byte[] bytes, BlockMasks masks)
    {
        for (var place = 0; place < BlockMasks.Size; place++)
        {
            var expected = (ByteClass)ByteClasses.Table[bytes[place]];
            var actual =
                Class(masks.Digits, place, ByteClass.Digit)
                | Class(masks.Letters, place, ByteClass.Letter)
                | Class(masks.Uppers, place, ByteClass.Upper)
                | Class(masks.Joiners, place, ByteClass.Joiner)
                | Class(masks.Odds, place, ByteClass.Odd)
                | Class(masks.Signs, place, ByteClass.Sign)
                | Class(masks.Marks, place, ByteClass.Mark)
                | Class(masks.Quotes, place, ByteClass.Quote);
            Assert.Equal(expected, actual);
            Assert.Equal(bytes[place] is (byte)'e' or (byte)'E', (masks.Exponents >> place & 1) == 1);
        }
    }

    private static ByteClass Class(ulong mask, int place, ByteClass value) => (mask >> place & 1) == 1 ? value : ByteClass.None;
}
