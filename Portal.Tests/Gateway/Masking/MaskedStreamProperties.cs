using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Portal.Gateway.Masking;
using Xunit;

namespace Portal.Tests.Gateway.Masking;

/// <summary>Event streams, however they are cut on their way: each card number truncated, every other byte as it came.</summary>
public sealed class MaskedStreamProperties
{
    [Fact]
    public void MaskAsync_AnyEventsInAnyChunks_TruncatesCardNumbersAndKeepsEveryOtherByte() => Prop
        .ForAll(Streams.ToArbitrary(), stream =>
        {
            var masker = new MessageMasker();
            var masked = Run(masker, stream.Text.Wire, stream.Sizes);
            Assert.Equal(stream.Text.Expected, masked.Text);
            Assert.Equal(masked.Text, Run(masker, masked.Text, [7]).Text);
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Theory]
    [InlineData("\n", "4111111111111111", "411111******1111")]
    [InlineData("\r\n", "\\u0034111-1111-1111-1111", "4111-11**-****-1111")]
    [InlineData("\r", "４１１１ １１１１ １１１１ １１１１", "４１１１ １１** **** １１１１")]
    public void MaskAsync_EveryCutInTwo_GivesTheSame(string lineEnd, string number, string expected)
    {
        string Stream(string text) => $$$"""event: message{{{lineEnd}}}data: {"jsonrpc":"2.0","id":1,"result":{"text":"größe {{{text}}} é"}}{{{lineEnd}}}{{{lineEnd}}}""";
        var bytes = Encoding.UTF8.GetBytes(Stream(number));
        Assert.All(Enumerable.Range(1, bytes.Length - 1), cut => Assert.Equal(Stream(expected), Run(new MessageMasker(), Stream(number), [cut, bytes.Length - cut]).Text));
    }

    private static Gen<(MaskingText Text, int[] Sizes)> Streams =>
        from lineEnd in Gen.Elements("\n", "\r\n", "\r")
        from events in Events.Select(text => text with { Wire = text.Wire.Replace("\n", lineEnd, StringComparison.Ordinal), Expected = text.Expected.Replace("\n", lineEnd, StringComparison.Ordinal) }).NonEmptyListOf()
        from sizes in Gen.Choose(1, 40).NonEmptyListOf()
        select (new MaskingText(string.Concat(events.Select(text => text.Wire)), string.Concat(events.Select(text => text.Expected)), events.Sum(text => text.Numbers)), sizes.ToArray());

    // The generated values have no line feed outside strings but the one that stands for white space, where a data line may end.
    private static Gen<MaskingText> Events =>
        from value in MaskingTexts.Values(2)
        from before in Gen.Elements("", "id: 5\n", ": ping\n", "event: message\nretry: 10\n")
        from space in Gen.Elements("", " ")
        select new MaskingText(Event(value.Wire, before, space), Event(value.Expected, before, space), value.Numbers);

    private static string Event(string value, string before, string space) =>
        $"{before}data:{space}{Message(value).Replace("\n", $"\ndata:{space}", StringComparison.Ordinal)}\n\n";

    private static string Message(string value) => $$$"""{"jsonrpc":"2.0","method":"notifications/message","params":{"data":{{{value}}}}}""";

    private static MaskedStream Run(MessageMasker masker, string stream, int[] sizes) =>
        MaskedStream.MaskAsync(masker, Encoding.UTF8.GetBytes(stream), sizes, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
}
