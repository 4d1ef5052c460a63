using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Portal.Gateway.Masking.Views;
using Xunit;

namespace Portal.Tests.Gateway.Masking.Views;

/// <summary>Digits written in any mixture of escapes, and bytes of any kind.</summary>
public sealed class TextViewProperties
{
    [Fact]
    public void Of_DigitsInAnyEscapes_ShowsTheDigitsAndTheirBytes() => Prop
        .ForAll(Written.ListOf().ToArbitrary(), pieces =>
        {
            var text = string.Concat(pieces.Select(piece => piece.Text));
            using var view = TextView.Of(Encoding.UTF8.GetBytes(text));
            Assert.Equal(string.Concat(pieces.Select(piece => piece.Digit)), view.Characters.ToString());
            AssertPlaces(view, Encoding.UTF8.GetByteCount(text));
            var end = 0;
            foreach (var (piece, index) in pieces.Select((piece, index) => (piece, index)))
            {
                Assert.Equal(end, view.StartOf(index));
                end += Encoding.UTF8.GetByteCount(piece.Text);
                Assert.Equal(end, view.EndOf(index));
            }
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Of_DigitsAllQuoted_ShowsTheDigits() => Prop
        .ForAll(Gen.Choose(2, 19).SelectMany(length => Gen.Choose(0, 9).ArrayOf(length)).ToArbitrary(), digits =>
        {
            using var view = TextView.Of(Encoding.ASCII.GetBytes("n:" + string.Concat(digits.Select(digit => $"=3{digit}"))));
            Assert.Equal("n:" + string.Concat(digits), view.Characters.ToString());
            Assert.Equal((5, 8), (view.StartOf(3), view.EndOf(3)));
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Of_AnyBytes_HasOrderedPlacesAndBoundedWork() => Prop
        .ForAll(Bytes.ToArbitrary(), bytes =>
        {
            using var view = TextView.Of(bytes);
            AssertPlaces(view, bytes.Length);
            Assert.True(view.Steps <= 2 * bytes.Length, $"{view.Steps} steps for {bytes.Length} bytes");
            using var again = TextView.Of(bytes);
            Assert.True(view.Characters.SequenceEqual(again.Characters));
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void Of_ItsOwnPlainCharacters_ShowsTheSame() => Prop
        .ForAll(Gen.Elements("abc019 -._/:\n\té卡ＡÄ٤\u00A0\u200B".ToCharArray()).ArrayOf().ToArbitrary(), characters =>
        {
            using var view = TextView.Of(Encoding.UTF8.GetBytes(characters));
            using var again = TextView.Of(Encoding.UTF8.GetBytes(view.Characters.ToArray()));
            Assert.Equal(view.Characters.ToString(), again.Characters.ToString());
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Of_PlainText_StandsWhereverItIsCutOff() => Prop
        .ForAll(Gen.Choose(0, 200).SelectMany(length => Gen.Elements("aZ4 -\n<,".ToCharArray()).ArrayOf(length)).ToArbitrary(), characters =>
        {
            using var view = TextView.Of(Encoding.ASCII.GetBytes(characters));
            Assert.Equal(new string(characters).ToLowerInvariant(), view.Characters.ToString());
            for (var index = 0; index < view.Length; index++)
            {
                Assert.Equal((index, index + 1), (view.StartOf(index), view.EndOf(index)));
                Assert.Equal(char.IsUpper(characters[index]), view.IsUpper(index));
            }
        })
        .QuickCheckThrowOnFailure();

    private static Gen<(char Digit, string Text)> Written =>
        from digit in Gen.Choose(0, 9)
        from layers in Gen.Choose(0, 3).SelectMany(count => Gen.Choose(0, 4).ArrayOf(count))
        select ((char)('0' + digit), layers.Aggregate(Script(digit, layers.Length), Wrap));

    private static string Script(int digit, int choice) => choice switch
    {
        1 => ((char)('０' + digit)).ToString(),
        2 => char.ConvertFromUtf32(0x1D7CE + digit),
        3 => ((char)('٠' + digit)).ToString(),
        _ => ((char)('0' + digit)).ToString(),
    };

    // Each writes all of what is there so far: escapes of escapes.
    private static string Wrap(string text, int form) => form switch
    {
        0 => string.Concat(Encoding.UTF8.GetBytes(text).Select(value => $"%{value:X2}")),
        1 => string.Concat(text.EnumerateRunes().Select(rune => $"&#{rune.Value};")),
        2 => string.Concat(text.EnumerateRunes().Select(rune => $"&#x{rune.Value:x};")),
        3 => string.Concat(text.Select(unit => $"\\u{(int)unit:x4}")),
        _ => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("\\", "\\\\", StringComparison.Ordinal),
    };

    private static Gen<byte[]> Bytes => Gen
        .Elements("%", "&", "\\", "=", "+", "u", "x", "3", "4", "00", "34", "#", "52", ";", "amp", "{", "}", "\r", "\n", "é", "\u200B", "E2", "80", "5C", "25")
        .Select(Encoding.UTF8.GetBytes)
        .Or(Gen.Choose(0, 255).Select(value => new[] { (byte)value }))
        .ListOf()
        .Select(parts => parts.SelectMany(part => part).ToArray());

    private static void AssertPlaces(TextView view, int length)
    {
        var end = 0;
        for (var index = 0; index < view.Length; index++)
        {
            Assert.True(view.StartOf(index) >= end && view.EndOf(index) > view.StartOf(index) && view.EndOf(index) <= length);
            end = view.EndOf(index);
        }
    }
}
