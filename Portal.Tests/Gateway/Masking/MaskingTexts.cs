using FsCheck;
using FsCheck.Fluent;

namespace Portal.Tests.Gateway.Masking;

/// <summary>Generates JSON with test card numbers in random forms, each text beside what must come out.</summary>
internal static class MaskingTexts
{
    private static readonly string[] CardSeparators = [" ", "-", ".", "/", "_", ":", "\\t", "\u00A0", "\u202F", "\u2013", "\u200B"];
    private static readonly string[] Words = ["paid", "€uro ", "\\\"x\\\"", "😀", "\\ud83d\\ude00", "\\/", "order 12 ", "a\\\\b", "é", "(", " t=1.5;", ""];
    private static readonly string[] Plain = ["0", "-1.50", "1e3", "true", "null", "\"\"", "\"2026-11-22\"", "1700000000000", "\"550e8400-e29b-41d4-a716-446655440000\"", "41111111111111111111", "0.4111111111111111"];

    /// <summary>Any JSON value, so many levels deep; some of it is JSON in a string.</summary>
    public static Gen<MaskingText> Values(int depth) => depth == 0
        ? Leaves
        : Gen.Frequency((3, Leaves), (2, Objects(depth - 1)), (2, Arrays(depth - 1)), (1, Objects(depth - 1).Select(Quote)), (1, Arrays(depth - 1).Select(Quote)));

    private static Gen<MaskingText> Leaves => Gen.Frequency(
        (2, Gen.Elements(Plain).Select(plain => new MaskingText(plain, plain, 0))),
        (3, Strings),
        (1, JsonNumbers));

    // An integer, however it is spelled; with a small e it would be a quantity.
    private static Gen<MaskingText> JsonNumbers =>
        from number in Gen.Elements(TestCards.Some)
        from wire in Gen.Elements(number, $"{number}.0", $"{number}E0", $"{number[0]}.{number[1..]}E+{number.Length - 1}", $"{number[..4]}.{number[4..]}E{number.Length - 4}", $"0.{number}E{number.Length}")
        select new MaskingText(wire, TestCards.MaskedNumber(number), 1);

    private static Gen<MaskingText> Strings =>
        from before in Gen.Elements(Words)
        from number in Numbers
        from after in Gen.Elements(Words)
        select new MaskingText($"\"{before}{number.Wire}{after}\"", $"\"{before}{number.Expected}{after}\"", number.Numbers);

    private static Gen<MaskingText> Numbers => Gen.OneOf(
        Gen.Constant(new MaskingText("", "", 0)),
        Gen.Elements(TestCards.Some).Select(number => new MaskingText(number, TestCards.Masked(number), 1)),
        from number in Gen.Elements(TestCards.Some)
        from separator in Gen.Elements(CardSeparators)
        select new MaskingText(Grouped(number, separator), Truncated(Grouped(number, separator)), 1),
        from number in Gen.Elements(TestCards.Some).Where(number => number.Length == 16)
        from separator in Gen.Elements("\\n", "\\r\\n", "\\n  ")
        select new MaskingText($" card {Grouped(number, separator)}", $" card {Truncated(Grouped(number, separator))}", 1),
        from number in Gen.Elements(TestCards.Some)
        from escaped in Gen.Elements(true, false).ArrayOf(number.Length)
        select new MaskingText(string.Concat(number.Select((digit, place) => escaped[place] ? $"\\u{(int)digit:x4}" : digit.ToString())), TestCards.Masked(number), 1));

    private static Gen<MaskingText> Objects(int depth) =>
        from members in Members(depth).ArrayOf().Resize(4)
        from space in Gen.Elements("", " ", "\n  ")
        select new MaskingText(
            "{" + string.Concat(members.Select((member, index) => $"{(index > 0 ? "," : "")}{space}{Name(member.Name.Wire, index)}:{space}{member.Value.Wire}")) + "}",
            "{" + string.Concat(members.Select((member, index) => $"{(index > 0 ? "," : "")}{space}{Name(member.Name.Expected, index)}:{space}{member.Value.Expected}")) + "}",
            members.Sum(member => member.Name.Numbers + member.Value.Numbers));

    private static Gen<(MaskingText Name, MaskingText Value)> Members(int depth) =>
        from name in Gen.Frequency((5, Gen.Constant(new MaskingText("", "", 0))), (1, Numbers))
        from value in Values(depth)
        select (name, value);

    private static Gen<MaskingText> Arrays(int depth) =>
        from items in Values(depth).ArrayOf().Resize(4)
        select new MaskingText(
            $"[{string.Join(", ", items.Select(item => item.Wire))}]",
            $"[{string.Join(", ", items.Select(item => item.Expected))}]",
            items.Sum(item => item.Numbers));

    private static string Name(string number, int index) => $"\"k{(char)('g' + index)}={number}\"";

    private static string Grouped(string number, string separator) => string.Join(separator, number.Chunk(4).Select(group => new string(group)).Aggregate(new List<string>(), (groups, group) =>
    {
        // A last group under three digits is no group to the detector: it stays with the one before.
        if (group.Length < 3 && groups.Count > 0)
        {
            groups[^1] += group;
        }
        else
        {
            groups.Add(group);
        }

        return groups;
    }));

    // The digits between the first six and the last four; what stands between them stays.
    private static string Truncated(string grouped)
    {
        var digits = grouped.Count(char.IsAsciiDigit);
        var place = 0;
        return string.Concat(grouped.Select(character => char.IsAsciiDigit(character) && place++ is var at && at >= 6 && at < digits - 4 ? '*' : character));
    }

    // JSON in a string. The escapes are put in character by character, so that they are the same around a number and around its truncation.
    private static MaskingText Quote(MaskingText json) => new(Quote(json.Wire), Quote(json.Expected), json.Numbers);

    private static string Quote(string json) => "\"" + json.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"";
}
