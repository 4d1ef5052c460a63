using FsCheck;
using FsCheck.Fluent;

namespace Portal.Tests.Gateway.Masking.Fragments;

public sealed class FragmentedPanDetectorProperties
{
    private static readonly string[] Words = ["alpha", "label", "shelf", "desk", "box", "unit", "gate", "lane", "team", "site", "room", "rack"];
    private static readonly int Rows = int.TryParse(Environment.GetEnvironmentVariable("FRAGMENT_ROWS"), out var rows) ? rows : 500;

    [Fact]
    public void Visit_ZipYearMonthDay_IsNeverAltered() => Check(
        from zip in Digits(5)
        from year in Gen.Choose(1900, 2100)
        from month in Gen.Choose(1, 12)
        from day in Gen.Choose(1, 31)
        from quotes in Gen.Elements("\"", "")
        select Objects([("zip", zip), ("year", $"{year}"), ("month", $"{month}"), ("day", $"{day}")], quotes));

    [Fact]
    public void Visit_SkuQuantityPriceTotal_IsNeverAltered() => Check(
        from sku in Digits(4, 8)
        from quantity in Digits(1, 4)
        from price in Digits(2, 5)
        from total in Digits(3, 6)
        from quotes in Gen.Elements("\"", "")
        select Objects([("sku", sku), ("qty", quantity), ("price", price), ("total", total)], quotes));

    [Fact]
    public void Visit_FourDigitsUnderUnrelatedNames_IsNeverAltered() => Check(
        from names in Gen.Shuffle(Words)
        from first in Gen.Elements("4", "51", "55", "2221", "6011", "37")
        from values in Digits(4).ArrayOf(4)
        let begin = first + values[0]
        select Objects([(names[0], begin[..4]), (names[1], values[1]), (names[2], values[2]), (names[3], values[3])], "\""));

    [Fact]
    public void Visit_PartsOfAListWithCardNames_ShowSixAndFour() => Prop.ForAll(
        Gen.Choose(5, 10).Two().ToArbitrary(),
        cut =>
        {
            const string Pan = "4539578763621486";
            var (from, to) = (Math.Min(cut.Item1, cut.Item2), Math.Max(cut.Item1, cut.Item2) + 1);
            var masked = FragmentWalk.Mask($$"""{"card_parts":["{{Pan[..from]}}","{{Pan[from..to]}}","{{Pan[to..]}}"]}""");
            var all = string.Concat(masked.Where(static sign => char.IsAsciiDigit(sign) || sign == '*'));
            return all == "453957******1486";
        }).QuickCheckThrowOnFailure();

    private static void Check(Gen<string> texts) => Prop.ForAll(
        texts.ToArbitrary(), static text => FragmentWalk.Mask(text) == text).Check(Config.QuickThrowOnFailure.WithMaxTest(Rows));

    private static Gen<string> Digits(int count) => Gen.Choose(0, 9).ArrayOf(count).Select(static digits => string.Concat(digits));

    private static Gen<string> Digits(int least, int most) => Gen.Choose(least, most).SelectMany(Digits);

    // Alone, and in a list beside another.
    private static string Objects((string Name, string Value)[] members, string quotes)
    {
        var one = string.Join(',', members.Select(member => $"\"{member.Name}\":{quotes}{(quotes.Length > 0 ? member.Value : member.Value.TrimStart('0') + "0")}{quotes}"));
        return $$"""{"one":{{{one}}},"rows":[{{{one}}},{{{one}}}]}""";
    }
}
