using Portal.Components.Display;
using Portal.Components.Sessions;
using Xunit;

namespace Portal.Tests.Components;

public sealed class DisplayTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(3, "now")]
    [InlineData(45, "45 s ago")]
    [InlineData(200, "3 min ago")]
    [InlineData(7300, "2 h ago")]
    [InlineData(90_000, "1 day ago")]
    [InlineData(-7300, "in 2 h")]
    [InlineData(4_000_000, "2026-10-07")]
    public void Relative_Span_ReadsNaturally(int secondsAgo, string expected) => Assert.Equal(expected, Times.Relative(Now.AddSeconds(-secondsAgo), Now));

    [Theory]
    [InlineData(0, "+0:00.000")]
    [InlineData(-13, "-0:00.013")]
    [InlineData(3_402, "+0:03.402")]
    [InlineData(3_723_004, "+1:02:03.004")]
    public void Offset_OfAMessage_HasOneSign(int milliseconds, string expected) => Assert.Equal(expected, Times.Offset(TimeSpan.FromMilliseconds(milliseconds)));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("naïve 日本", "naïve 日本")]
    [InlineData("a\u202Eb", "a\\u202Eb")]
    [InlineData("a\u0000b\u001B[31m", "a\\u0000b\\u001B[31m")]
    [InlineData("zero\u200Bwidth\uFEFF", "zero\\u200Bwidth\\uFEFF")]
    [InlineData("line\nbreak\ttab", "line\nbreak\ttab")]
    [InlineData("tag\U000E0041", "tag\\u{E0041}")]
    public void VisibleText_HiddenCharacters_AreShown(string text, string expected) => Assert.Equal(expected, VisibleText.Of(text));

    [Fact]
    public void VisibleText_LoneSurrogate_IsShown() => Assert.Equal("lone\\uD800", VisibleText.Of("lone\uD800"));

    [Theory]
    [InlineData("4111 1111 1111 1111", true)]
    [InlineData("card 5555-5555-5555-4444 please", true)]
    [InlineData("4111111111111112", false)]
    [InlineData("411111******1111", false)]
    [InlineData("0000000000000000", false)]
    [InlineData("2026-11-22 12:00", false)]
    [InlineData(null, false)]
    public void CardNumbers_InText_AreSeen(string? text, bool expected) => Assert.Equal(expected, CardNumbers.IsIn(text));

    [Theory]
    [InlineData("$.result.content[0].text", "/result/content/0/text")]
    [InlineData("$['a.b'][\"c/d\"]", "/a.b/c~1d")]
    [InlineData("/a/0", "/a/0")]
    [InlineData("$", "")]
    [InlineData("$[", "/")]
    [InlineData("$.result.content[0].text#$.card['a#b']", "/result/content/0/text/card/a#b")]
    public void JsonPaths_OfBothKinds_BecomePointers(string path, string expected) => Assert.Equal(expected, JsonPaths.Pointer(path));

    [Fact]
    public void SessionCriteria_ThereAndBack_KeepsTheFilters()
    {
        var criteria = new SessionCriteria { Caller = "ana", Server = "payments", Outcome = "denied", Span = "24h", Masked = "yes" };

        var filter = criteria.ToFilter(Now, null);

        Assert.Equal("/sessions?caller=ana&server=payments&masked=yes&outcome=denied&span=24h", criteria.ToUri("/sessions"));
        Assert.Equal(Now.AddDays(-1), filter.From);
        Assert.True(filter.Masked);
    }
}
