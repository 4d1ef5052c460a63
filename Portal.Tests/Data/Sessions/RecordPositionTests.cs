using Portal.Data.Sessions;
using Xunit;

namespace Portal.Tests.Data.Sessions;

public sealed class RecordPositionTests
{
    private const int MaxNumber = 8_388_607;
    private const long MaxSequence = 1_099_511_627_775;

    [Theory]
    [InlineData(1, 1, 0x0000_0100_0000_0001)]
    [InlineData(2, 1, 0x0000_0200_0000_0001)]
    [InlineData(MaxNumber, MaxSequence, long.MaxValue)]
    public void Of_InRange_IsNumberThenSequence(int number, long sequence, long position)
    {
        Assert.Equal(position, RecordPosition.Of(number, sequence));
        Assert.Equal(sequence, RecordPosition.SequenceOf(position));
        Assert.InRange(position, RecordPosition.FirstOf(number), RecordPosition.LastOf(number));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(MaxNumber + 1, 1)]
    [InlineData(1, 0)]
    [InlineData(1, -1)]
    [InlineData(1, MaxSequence + 1)]
    public void Of_OutOfRange_Throws(int number, long sequence) => Assert.Throws<ArgumentOutOfRangeException>(() => RecordPosition.Of(number, sequence));

    [Theory]
    [InlineData(0)]
    [InlineData(MaxSequence + 1)]
    [InlineData(long.MaxValue)]
    public void OfAny_SequenceThatNoRecordHas_IsNull(long sequence) => Assert.Null(RecordPosition.OfAny(1, sequence));

    [Fact]
    public void LastOf_AnyNumber_IsBelowTheNextNumbersFirst() => Assert.True(RecordPosition.LastOf(1) < RecordPosition.FirstOf(2));
}
