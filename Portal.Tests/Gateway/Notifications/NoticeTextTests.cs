using Portal.Gateway.Notifications;

namespace Portal.Tests.Gateway.Notifications;

public sealed class NoticeTextTests
{
    [Theory]
    [InlineData("export_transactions", "export_transactions")]
    [InlineData("Zürich 日本 😀", "Zürich 日本 😀")]
    [InlineData("a\nb\r\tc\0", "a\\u{000A}b\\u{000D}\\u{0009}c\\u{0000}")]
    [InlineData("\u202Egnp.exe\u2066", "\\u{202E}gnp.exe\\u{2066}")]
    [InlineData("a\u200B\uFEFF\u00ADb\u3164", "a\\u{200B}\\u{FEFF}\\u{00AD}b\\u{3164}")]
    [InlineData("\U000E0041", "\\u{E0041}")]
    [InlineData("a\u2028b", "a\\u{2028}b")]
    [InlineData(null, "")]
    public void Of_WhatHides_IsShown(string? text, string shown) => Assert.Equal(shown, NoticeText.Of(text));

    [Fact]
    public void Of_HalfACharacter_IsShown() => Assert.Equal("a\\u{D83D}b", NoticeText.Of("a\uD83Db"));

    [Fact]
    public void Of_LongText_IsCutBetweenCharacters()
    {
        var shown = NoticeText.Of(string.Concat(Enumerable.Repeat("😀", 1000)));

        Assert.EndsWith("😀…", shown, StringComparison.Ordinal);
        Assert.InRange(shown.Length, 300, 310);
    }
}
