using FsCheck;
using FsCheck.Fluent;
using Portal.Gateway.Protocol;

namespace Portal.Tests.Gateway.Protocol;

public sealed class NameFoldingTests
{
    [Fact]
    public void Fold_AnyText_IsSettled() => Prop
        .ForAll(
            Gen.OneOf(
                Gen.Choose(0, 0x10FFFF).Where(value => value is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32),
                Gen.Elements(
                    "\u0130", "\u0131", "\u0307", "i", "I", "\u00DF", "\u1E9E", "\u017F", "\u03C2", "\u1FB4", "\u0149", "\u1E9A", "\uFB03",
                    "\u200B", " ")).ArrayOf().ToArbitrary(),
            parts =>
            {
                var text = string.Concat(parts);
                var folded = NameFolding.Fold(text);
                Assert.Equal(folded, NameFolding.Fold(folded));
                Assert.Equal(folded, NameFolding.Fold(text.ToUpperInvariant()));
                Assert.Equal(folded, NameFolding.Fold(text.ToLowerInvariant()));
                Assert.Equal(folded, NameFolding.Fold($"\uFEFF {text}\u3000"));
            })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void Fold_EveryCharacter_IsSettledAndIgnoresCase() => Assert.All(
        Enumerable.Range(0, 0x110000).Where(value => value is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32).Chunk(4096),
        chunk =>
        {
            foreach (var text in chunk)
            {
                var folded = NameFolding.Fold(text);
                Assert.Equal(folded, NameFolding.Fold(folded));
                Assert.Equal(folded, NameFolding.Fold(text.ToUpperInvariant()));
                Assert.Equal(folded, NameFolding.Fold(text.ToLowerInvariant()));
            }
        });

    [Fact]
    public void Fold_LoneSurrogate_IsNoFault() => Assert.Equal("a\uFFFDb", NameFolding.Fold("A\uD800B"));

    [Fact]
    public void Fold_PlainName_IsTheSameObject()
    {
        const string Name = "payments.export_transactions-2 (all)";

        Assert.Same(Name, NameFolding.Fold(Name));
    }
}
