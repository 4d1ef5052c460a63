using FsCheck;
using FsCheck.Fluent;
using System.Runtime.Intrinsics.X86;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Scanning;
using Xunit;

namespace Portal.Tests.Gateway.Masking.Scanning;

/// <summary>Every way of classifying bytes says what the table says.</summary>
public sealed class BlockMasksTests
{
    [Fact]
    public void Of_AnyAscii_AgreesWithTheTable() => Prop
        .ForAll(Gen.Choose(0, 127).Select(value => (byte)value).ArrayOf(BlockMasks.Size + WordFingerprints.Ahead).ToArbitrary(), bytes =>
        {
            AssertAgrees(bytes, BlockMasks.ByComparison(ref bytes[0]));
            if (Avx512Vbmi.IsSupported)
            {
                AssertAgrees(bytes, BlockMasks.ByTable(ref bytes[0]));

                // Half bytes know less: they may say yes more often, never less.
                var prints = ScanWords.Names.Fingerprints;
                Assert.Equal(0UL, prints.ByTable(ref bytes[0], out var stems) & ~prints.ByHalves(ref bytes[0], out var halves));
                Assert.Equal(0UL, stems & ~halves);
            }
        })
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
    public void IsIn_Words_FindsLabelsWhereverTheyStand(string text, bool expected)
    {
        for (var offset = 0; offset < 2 * BlockMasks.Size; offset++)
        {
            var padded = System.Text.Encoding.ASCII.GetBytes(new string(' ', offset) + text + new string(' ', offset % 11));
            Assert.Equal(expected, CandidateScan.MayHold(padded));
        }
    }

    private static void AssertAgrees(byte[] bytes, BlockMasks masks)
    {
        for (var place = 0; place < BlockMasks.Size; place++)
        {
            var expected = (ByteClass)ByteClasses.Table[bytes[place]];
            var actual = Class(masks.Digits, place, ByteClass.Digit) | Class(masks.Letters, place, ByteClass.Letter) | Class(masks.Uppers, place, ByteClass.Upper) | Class(masks.Joiners, place, ByteClass.Joiner)
                | Class(masks.Odds, place, ByteClass.Odd) | Class(masks.Signs, place, ByteClass.Sign) | Class(masks.Marks, place, ByteClass.Mark);
            var told = ByteClass.Digit | ByteClass.Letter | ByteClass.Upper | ByteClass.Joiner | ByteClass.Odd | ByteClass.Sign | ByteClass.Mark;
            Assert.Equal(expected & told, actual);
            Assert.Equal(bytes[place] == '"', (masks.Quotes >> place & 1) == 1);
        }
    }

    private static ByteClass Class(ulong mask, int place, ByteClass value) => (mask >> place & 1) == 1 ? value : ByteClass.None;
}
