using System.Text;
using Portal.Gateway.Masking.Views;
using Xunit;

namespace Portal.Tests.Gateway.Masking.Views;

public sealed class TextViewTests
{
    [Theory]
    [InlineData("Card 4111-1111", "card 4111-1111")]
    [InlineData("Prüfnummer ŁÓDŹ Größe Việt", "prufnummer lodz grose viet")]
    [InlineData("e\u0301te\u0301", "ete")]
    [InlineData("ＣＶＶ：４１１", "cvv:411")]
    [InlineData("٤١١١ ४१११ ①② ² 𝟜𝟙", "4111 4111 12 2 41")]
    [InlineData("4\u00A01\u202F1\u20071\u3000", "4 1 1 1 ")]
    [InlineData("4\u20101\u20131\u22121", "4-1-1-1")]
    [InlineData("4·1．1\u20441：1＿", "4.1.1/1:1_")]
    [InlineData("4\u200B1\u00AD1\u202E1\uFEFF", "4111")]
    [InlineData("a\r\nb\rc\nd\u2028e\u0085f", "a\nb\nc\nd\ne\nf")]
    [InlineData("卡号 安全码", "卡号 安全码")]
    [InlineData("😀4", "\uFFFD4")]
    [InlineData("", "")]
    public void Characters_AnyScript_AreFolded(string text, string expected) => Assert.Equal(expected, View(text));

    [Theory]
    [InlineData("%34%31", "41")]
    [InlineData("%2534", "4")]
    [InlineData("%2525252534", "4")]
    [InlineData("4111%E2%80%8B1%C2%A01", "41111 1")]
    [InlineData("%ef%bc%94", "4")]
    [InlineData("%F0%9D%9F%9C", "4")]
    [InlineData("%E9", "%e9")]
    [InlineData("100% of", "100% of")]
    [InlineData("%zz %", "%zz %")]
    [InlineData("\\%34", "\\4")]
    public void Characters_PercentEncoding_AreDecoded(string text, string expected) => Assert.Equal(expected, View(text));

    [Theory]
    [InlineData("&#52;&#x34;&#X34;&#000052;", "4444")]
    [InlineData("&amp;#52;", "4")]
    [InlineData("&amp;amp;amp;lt;", "<")]
    [InlineData("1&nbsp;2&thinsp;3&ndash;4&NewLine;5&ZeroWidthSpace;6", "1 2 3-4\n56")]
    [InlineData("Pr&uuml;fnummer cl&eacute;", "prufnummer cle")]
    [InlineData("&foo; &amp no; &; &#; &#xD800; &#1114112; &#99999999999;", "&foo; &amp no; &; &#; &#xd800; &#1114112; &#99999999999;")]
    public void Characters_References_AreDecoded(string text, string expected) => Assert.Equal(expected, View(text));

    [Theory]
    [InlineData("\\u0034\\x34\\u{34}\\U00000034", "4444")]
    [InlineData("\\\\u0034", "4")]
    [InlineData("\\\\\\\\u0034", "4")]
    [InlineData("\\u005cu0034", "4")]
    [InlineData("\\ud835\\udfdc", "4")]
    [InlineData("\\ud835 \\udfdc", "\\ud835 \\udfdc")]
    [InlineData("{\\\\\\\"pan\\\\\\\":\\\"4\\\"}", "{\"pan\":\"4\"}")]
    [InlineData("a\\r\\nb\\nc\\td\\/e", "a\nb\nc\td/e")]
    [InlineData("41\\-11\\_11", "41-11_11")]
    [InlineData("4\\xc2\\xa01\\xa02", "4 1 2")]
    [InlineData("C:\\Dir\\4111\\e", "c:\\dir\\4111\\e")]
    public void Characters_Backslashes_AreDecoded(string text, string expected) => Assert.Equal(expected, View(text));

    [Theory]
    [InlineData("=34=31=31", "411")]
    [InlineData("4111=20 1111", "4111  1111")]
    [InlineData("4111=2D1111", "4111-1111")]
    [InlineData("41=\r\n11=\n22", "411122")]
    [InlineData("41=\\r\\n11=\\n22", "411122")]
    [InlineData("=E2=80=8B4=C3=A4", "4a")]
    [InlineData("Pr=FCfnummer cl=E9: 4", "prufnummer cle: 4")]
    [InlineData("a=3D=\r\nb", "a=b")]
    [InlineData("YWI==\n4", "ywi==\n4")]
    [InlineData("x=47954098 iban=DE02 sha1=ab12", "x=47954098 iban=de02 sha1=ab12")]
    [InlineData("type=CARD state=DE", "type=card state=de")]
    [InlineData("pan1=2221000000000009", "pan1=2221000000000009")]
    [InlineData("4111111111111111=20121010000", "4111111111111111=20121010000")]
    public void Characters_QuotedPrintable_AreDecodedWhereMeant(string text, string expected) => Assert.Equal(expected, View(text));

    [Theory]
    [InlineData("a=1&card=4111+1111&x=2", "a=1&card=4111 1111&x=2")]
    [InlineData("%7B4111+1111", "{4111 1111")]
    [InlineData("a%20b=4111+1111+1111", "a b=4111 1111 1111")]
    [InlineData("4111+1111", "4111+1111")]
    [InlineData("a=1 4111+1111", "a=1 4111+1111")]
    [InlineData("tel=+49", "tel=+49")]
    public void Characters_PlusSigns_AreSpacesInForms(string text, string expected) => Assert.Equal(expected, View(text));

    [Theory]
    [InlineData("%26%2352%3B", "4")]
    [InlineData("&#37;34", "4")]
    [InlineData("&#92;u0034", "4")]
    [InlineData("%5Cu0034", "4")]
    [InlineData("\\u0026#52;", "4")]
    [InlineData("%5C%75%30%30%33%34", "4")]
    [InlineData("\\u005c\\u0075\\u0030\\u0030\\u0033\\u0034", "4")]
    [InlineData("%3=\r\n4", "4")]
    [InlineData("<\\e>2+=<c>TJ&lt;y>", "<\\e>2+=<c>tj<y>")]
    public void Characters_MixedEscapes_AreDecodedToAFixPoint(string text, string expected) => Assert.Equal(expected, View(text));

    [Fact]
    public void Characters_InvalidUtf8_AreReplacementCharacters()
    {
        using var view = TextView.Of([(byte)'4', 0xFF, 0xC3, (byte)'1', 0xE2, 0x80]);
        Assert.Equal("4\uFFFD\uFFFD1\uFFFD", view.Characters.ToString());
        Assert.Equal(6, view.EndOf(4));
    }

    [Theory]
    [InlineData("4é1", "0-1 1-3 3-4")]
    [InlineData("a%2534b", "0-1 1-6 6-7")]
    [InlineData("4&nbsp;1", "0-1 1-7 7-8")]
    [InlineData("4\u200B1", "0-1 4-5")]
    [InlineData("4%E2%80%8B1", "0-1 10-11")]
    [InlineData("41=\r\n11", "0-1 1-2 5-6 6-7")]
    [InlineData("a\r\nb", "0-1 1-3 3-4")]
    [InlineData("a\\r\\nb", "0-1 1-5 5-6")]
    [InlineData("\\ud835\\udfdc1", "0-12 12-13")]
    [InlineData("𝟜1", "0-4 4-5")]
    [InlineData("%26%2352%3B1", "0-11 11-12")]
    public void Places_AnyCharacter_CoverItsBytes(string text, string expected)
    {
        using var view = TextView.Of(Encoding.UTF8.GetBytes(text));
        Assert.Equal(expected, string.Join(' ', Enumerable.Range(0, view.Length).Select(index => $"{view.StartOf(index)}-{view.EndOf(index)}")));
    }

    [Fact]
    public void Places_EscapeLongerThanAByteCounts_CoverItWhole()
    {
        var escape = "%" + string.Concat(Enumerable.Repeat("25", 500)) + "34";
        using var view = TextView.Of(Encoding.ASCII.GetBytes($"a{escape}b{escape}"));
        Assert.Equal("a4b4", view.Characters.ToString());
        Assert.Equal((1, 1 + escape.Length), (view.StartOf(1), view.EndOf(1)));
        Assert.Equal((2 + escape.Length, 2 + (2 * escape.Length)), (view.StartOf(3), view.EndOf(3)));
    }

    [Theory]
    [InlineData("cardCvv", "    U  ")]
    [InlineData("É%41b", "UU ")]
    [InlineData("\\u0041ＡÀa", "UUU ")]
    public void IsUpper_AnyLetters_SaysWhichWereCapitals(string text, string expected) =>
        Assert.Equal(expected, Flags(text, (view, index) => view.IsUpper(index) ? 'U' : ' '));

    [Theory]
    [InlineData("4é1", "   ")]
    [InlineData("a%34b&lt;", " D D")]
    [InlineData("a=1&b=1+1", "       D ")]
    public void IsDecoded_AnyText_SaysWhatCameOutOfEscapes(string text, string expected) =>
        Assert.Equal(expected, Flags(text, (view, index) => view.IsDecoded(index) ? 'D' : ' '));

    [Fact]
    public void Dispose_Twice_GivesTheBuffersBackOnce()
    {
        var first = TextView.Of("4111"u8);
        first.Dispose();
        first.Dispose();
        using var second = TextView.Of("1"u8);
        using var third = TextView.Of("22"u8);
        Assert.Equal("1", second.Characters.ToString());
        Assert.Equal("22", third.Characters.ToString());
    }

    private static string View(string text)
    {
        using var view = TextView.Of(Encoding.UTF8.GetBytes(text));
        return view.Characters.ToString();
    }

    private static string Flags(string text, Func<TextView, int, char> flag)
    {
        using var view = TextView.Of(Encoding.UTF8.GetBytes(text));
        return string.Concat(Enumerable.Range(0, view.Length).Select(index => flag(view, index)));
    }
}
