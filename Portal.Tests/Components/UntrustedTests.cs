using Bunit;
using Portal.Components.Display;
using Xunit;

namespace Portal.Tests.Components;

public sealed class UntrustedTests : IDisposable
{
    private readonly BunitContext _context = new();

    public void Dispose() => _context.Dispose();

    [Theory]
    [InlineData("a\u202Eb", "\\u202E")]
    [InlineData("a\u2066b\u2069", "\\u2066")]
    [InlineData("zero\u200Bwidth", "\\u200B")]
    [InlineData("bom\uFEFF", "\\uFEFF")]
    [InlineData("bell\u0007", "\\u0007")]
    [InlineData("line\nbreak", "\\u000A")]
    [InlineData("filler\u3164", "\\u3164")]
    [InlineData("blank\u2800", "\\u2800")]
    [InlineData("selector\uFE0F", "\\uFE0F")]
    [InlineData("no-break\u00A0space", "\\u00A0")]
    [InlineData("tag\U000E0041", "\\u{E0041}")]
    public void Text_WithAHiddenCharacter_ShowsItAsAChip(string text, string chip)
    {
        var shown = _context.Render<Untrusted>(parameters => parameters.Add(untrusted => untrusted.Text, text));

        Assert.Contains(chip, shown.FindAll(".hidden-character").Select(element => element.TextContent));
        Assert.DoesNotContain(text, shown.Markup, StringComparison.Ordinal);
    }

    // Not as a theory's data: lone surrogates do not survive its way into the test.
    [Fact]
    public void Text_WithALoneSurrogate_ShowsItAsAChip() =>
        Assert.Equal("\\uD800", _context.Render<Untrusted>(parameters => parameters.Add(untrusted => untrusted.Text, "lone\uD800")).Find(".hidden-character").TextContent);

    [Fact]
    public void Text_LikeMarkup_StaysTextInADirectionOfItsOwn()
    {
        var shown = _context.Render<Untrusted>(parameters => parameters.Add(untrusted => untrusted.Text, "<script>alert(1)</script><img src=x onerror=alert(1)>"));

        Assert.Empty(shown.FindAll("script, img"));
        Assert.Equal("<script>alert(1)</script><img src=x onerror=alert(1)>", shown.Find("span").TextContent);
        Assert.Equal("ltr", shown.Find("span").GetAttribute("dir"));
    }

    [Fact]
    public void Text_OfOtherScripts_StaysAsItIs() =>
        Assert.Equal("naïve 日本 שלום", _context.Render<Untrusted>(parameters => parameters.Add(untrusted => untrusted.Text, "naïve 日本 שלום")).Find("span").TextContent);

    [Fact]
    public async Task Text_TooLong_ShowsMoreOnRequest()
    {
        var text = new string('x', 1_000_000);
        var shown = _context.Render<Untrusted>(parameters => parameters.Add(untrusted => untrusted.Text, text).Add(untrusted => untrusted.More, true));

        Assert.Equal(301, shown.Find(".untrusted").TextContent.Length);
        await shown.Find("button").ClickAsync();

        Assert.Equal(4301, shown.Find(".untrusted").TextContent.Length);
        Assert.Contains("4,000 more of 995,700", shown.Find("button").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_CutWithinAPair_LosesTheWholeCharacter() => Assert.Equal("ab", VisibleText.Cut("ab\U0001F600", 3));

    [Fact]
    public void Short_HostileName_FitsATitle() => Assert.Equal("export\\u202E\\u000Ax…", VisibleText.Short("export\u202E\nx and much more", 9));

    [Theory]
    [InlineData(1700, false, "28 min left")]
    [InlineData(107, false, "1:47 left")]
    [InlineData(1700, true, "28:20 left")]
    [InlineData(7500, true, "2 h 05 min left")]
    [InlineData(0, false, "expired")]
    [InlineData(-5, true, "expired")]
    public void Countdown_Span_ReadsNaturally(int seconds, bool exact, string expected) => Assert.Equal(expected, Countdown.Text(TimeSpan.FromSeconds(seconds), exact));
}
