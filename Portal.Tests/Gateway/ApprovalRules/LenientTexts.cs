using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Portal.Tests.Gateway.ApprovalRules;

/// <summary>
/// Makes objects that have a member, written in the many ways that lenient parsers read; knows by construction that it is there.
/// </summary>
internal static class LenientTexts
{
    private static readonly Gen<string> Blank = Gen.Elements("", "", "", " ", "\n", "\t", "\uFEFF", "\u00A0", "\u2028",
        "/*c*/", "/* \"} */", "//c\n");

    private static readonly Gen<string> Scalar = Gen.Elements(
        "1", "-1.5e3", "NaN", "Infinity", "-Infinity", "0x1F", "+1", ".5", "5.", "true", "null",
        "\"text\"", "'text'", "\"\\x41\"", "\"a\tb\"", "'a\\\nb'", "\"{\\\"limit\\\":1}\"", "[]", "{}", "1e999", "\"\\ud800\"");

    private static readonly Gen<string> Other =
        from kind in Gen.Choose(0, 4)
        from scalar in Scalar
        from depth in Gen.Choose(1, 90)
        select kind switch
        {
            0 => $"[{scalar},]",
            1 => $"{{a:{scalar}}}",
            2 => new string('[', depth) + new string(']', depth),
            _ => scalar,
        };

    /// <summary>Texts with the member on the highest level.</summary>
    public static Gen<string> WithMember(string name, string value) =>
        from before in Members
        from after in Members
        from blanks in Blank.ArrayOf(5)
        from spelling in Gen.Elements(
            $"\"{name}\"", $"'{name}'", name, $"\"{name.ToUpperInvariant()}\"", $"\"\\u{(int)name[0]:x4}{name[1..]}\"")
        from number in Gen.Elements(
            value, $"\"{value}\"", $"+{value}", $"{value}.0", $"0x{int.Parse(value, CultureInfo.InvariantCulture):x}")
        from comma in Gen.Elements("", "", ",")
        from quotes in Gen.Choose(0, 3)
        from end in Gen.Elements("", "", " ", "\n{}", "//c", "\uFEFF")
        let members = before.Append($"{blanks[1]}{spelling}{blanks[2]}:{blanks[3]}{number}").Concat(after)
        select Quoted($"{blanks[0]}{{{string.Join(',', members)}{comma}{blanks[4]}}}", quotes) + end;

    private static Gen<string[]> Members =>
        (from name in Gen.Elements("\"x\"", "'y'", "z", "\"limit\"", "\"\"")
         from value in Other
         from blank in Blank
         select $"{name}{blank}:{value}").ArrayOf(2);

    /// <summary>A text as JSON, over and over.</summary>
    public static string Quoted(string text, int times) => Enumerable.Range(0, times).Aggregate(text, (inner, _) => Quoted(inner));

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
