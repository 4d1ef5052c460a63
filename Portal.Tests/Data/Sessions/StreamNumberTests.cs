using Portal.Data.Sessions;
using Xunit;

namespace Portal.Tests.Data.Sessions;

public sealed class StreamNumberTests
{
    [Fact]
    public void Of_StreamHasOne_TakesNone() =>
        Assert.Equal(4, StreamNumber.Of(() => 4, () => Assert.Fail("It has a number.")));

    [Fact]
    public void Of_OthersAreFasterTwice_TakesTheOneAfterTheirs()
    {
        int? mine = null;
        var next = 1;
        var others = 2;
        Assert.Equal(3, StreamNumber.Of(() => mine, Take));

        void Take()
        {
            if (others-- > 0)
            {
                next++;
                return;
            }

            mine = next;
        }
    }

    [Fact]
    public void Of_NeverTaken_GivesUp()
    {
        var tries = 0;
        Assert.Throws<InvalidOperationException>(() => StreamNumber.Of(() => null, () => tries++));
        Assert.InRange(tries, 2, 100);
    }
}
