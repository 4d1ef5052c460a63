using Portal.Gateway.Masking;
using Portal.Gateway.Policy.Trials;
using Xunit;

namespace Portal.Tests.Gateway.Policy;

public sealed class MaskingBenchTests
{
    [Fact]
    public void KeptIn_Decisions_ListsThoseThatWereKeptAsTheyWerePasted()
    {
        MaskingDecision[] decisions =
        [
            new("pan", "$.a", 6, 3, IsMasked: true, [MaskingReason.NetworkCheckDigit]),
            new("pan", "$.é", 17, 5, IsMasked: false, [MaskingReason.QuantityOrTime, MaskingReason.NoCardWord]),
        ];

        var kept = Assert.Single(MaskingBench.KeptIn("""{"a":"123","é":"12345"}"""u8, decisions));

        Assert.Equal(("pan", "$.é", "12345"), (kept.Kind, kept.Path, kept.Text));
        Assert.Equal([MaskingReason.QuantityOrTime, MaskingReason.NoCardWord], kept.Reasons);
    }

    [Fact]
    public void KeptIn_LongAndMany_AreCut()
    {
        var json = new byte[200];
        json.AsSpan().Fill((byte)'7');

        var kept = MaskingBench.KeptIn(json, [.. Enumerable.Repeat(new MaskingDecision("pan", "$", 0, 200, IsMasked: false, []), 101)]);

        Assert.Equal(BenchKept.MostListed, kept.Count);
        Assert.Equal((BenchKept.MaxText, '…'), (kept[0].Text.Length, kept[0].Text[^1]));
    }
}
