using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Portal.Gateway.Masking;
using Portal.Gateway.Replies;

namespace Portal.Tests.Gateway.Replies;

public sealed class MaskingNoticeTests
{
    private const string Entries = """[{"path":"$.result.card","kind":"pan","count":2}]""";
    private const string Notice = $"\"portal/masked\":{Entries}";

    private static readonly MaskingHit[] Hits = [Hit("$.result.card", "pan", 2)];

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{}}""", """{"jsonrpc":"2.0","id":1,"result":{"_meta":{NOTICE}}}""")]
    [InlineData("""{"result":{ "a" : 1 },"id":1}""", """{"result":{"_meta":{NOTICE}, "a" : 1 },"id":1}""")]
    [InlineData("""{"result":{"a":1, "_meta" : { "x" : 2 } }}""", """{"result":{"a":1, "_meta" : {NOTICE, "x" : 2 } }}""")]
    [InlineData("""{"result":{"_meta":{}}}""", """{"result":{"_meta":{NOTICE}}}""")]
    [InlineData("""{"result":{"_meta":{ }}}""", """{"result":{"_meta":{NOTICE }}}""")]
    [InlineData("""{"result":{"_meta":null,"a":1}}""", """{"result":{"_meta":{NOTICE},"a":1}}""")]
    [InlineData("""{"result":{"_meta":{"portal/masked":[]}}}""", """{"result":{"_meta":{NOTICE}}}""")]
    [InlineData("""{"result":{"_meta":{"a":1,"portal\/masked":[{"path":"$"}],"b":2}}}""", """{"result":{"_meta":{NOTICE,"a":1,"b":2}}}""")]
    [InlineData("""{"result":{"_meta":{"a":1 , "portal/masked":1 , "portal/m\u0061sked":2 }}}""", """{"result":{"_meta":{NOTICE,"a":1 }}}""")]
    [InlineData("""{"result":{"_meta":{"portal/masked":1,"a":1,"portal/masked":{"b":[]},"c":3,"portal/masked":0}}}""", """{"result":{"_meta":{NOTICE,"a":1,"c":3}}}""")]
    [InlineData("""{"result":{"_meta":{"a":1},"_meta":{"portal/masked":0}}}""", """{"result":{"_meta":{NOTICE,"a":1},"_meta":{NOTICE}}}""")]
    [InlineData("""{"result":{"x":{"_meta":{"portal/masked":1}}}}""", """{"result":{"_meta":{NOTICE},"x":{"_meta":{"portal/masked":1}}}}""")]
    public void Write_Result_SaysWhatWasMaskedAndLeavesTheRest(string json, string expected) =>
        Assert.Equal(expected.Replace("NOTICE", Notice, StringComparison.Ordinal), Write(json, Hits));

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"x","data":{"_meta":{}}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":[1]}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":"text"}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"notifications/message","params":{"_meta":{"portal/masked":1},"result":{}}}""")]
    public void Write_NoObjectForAResult_IsTheSameMemory(string json)
    {
        ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(json);

        Assert.True(bytes.Equals(MaskingNotice.Write(bytes, Hits)));
    }

    [Theory]
    [InlineData("""{"result":{"_meta":{"a":1,"portal/masked":[]}}}""", """{"result":{"_meta":{"a":1}}}""")]
    [InlineData("""{"result":{"_meta":{"portal/masked":[]}}}""", """{"result":{"_meta":{}}}""")]
    [InlineData("""{"result":{"a":1}}""", """{"result":{"a":1}}""")]
    public void Write_NothingMasked_TakesAwayWhatTheServerSaid(string json, string expected) => Assert.Equal(expected, Write(json, []));

    [Fact]
    public void Write_MaskedInTheServersOwnMember_IsNotListed() =>
        Assert.Equal("""{"result":{"_meta":{}}}""", Write("""{"result":{"_meta":{"portal/masked":["411111******1111"]}}}""", [Hit("$.result._meta['portal/masked'][0]", "pan", 1)]));

    [Theory]
    [InlineData("cvv", "mixed")]
    [InlineData("pan", "pan")]
    public void Write_MoreThanAHundredPlaces_CountsTheRestInOneEntry(string last, string kind)
    {
        var hits = Enumerable.Range(0, 150).Select(place => Hit($"$.result.c[{place}]", "pan", 1)).Append(Hit("$..*", last, 7)).ToList();

        using var json = JsonDocument.Parse(Write("""{"result":{}}""", hits));

        var entries = json.RootElement.GetProperty("result").GetProperty("_meta").GetProperty("portal/masked").EnumerateArray().ToList();
        Assert.Equal(101, entries.Count);
        Assert.Equal("$.result.c[99]", entries[99].GetProperty("path").GetString());
        Assert.Equal(("$..*", kind, 57), (entries[100].GetProperty("path").GetString(), entries[100].GetProperty("kind").GetString(), entries[100].GetProperty("count").GetInt32()));
    }

    [Fact]
    public void Write_PathWithLineBreaks_StaysOneLine()
    {
        var written = Write("""{"result":{}}""", [Hit("$['a\nb\r\u2028\u0085\"']", "pan", 1)]);

        Assert.DoesNotContain(written, letter => char.IsControl(letter) || letter is '\u2028' or '\u0085');
        using var json = JsonDocument.Parse(written);
        Assert.Equal("$['a\nb\r\u2028\u0085\"']", json.RootElement.GetProperty("result").GetProperty("_meta").GetProperty("portal/masked")[0].GetProperty("path").GetString());
    }

    [Fact]
    public void Write_AnyResult_ChangesNoOtherByte() => Prop
        .ForAll(Messages().ToArbitrary(), message =>
        {
            var written = Write(message, Hits);

            var at = written.IndexOf(Notice, StringComparison.Ordinal);
            var (before, behind) = (written[..at], written[(at + Notice.Length)..]);
            var rest = before.EndsWith("\"_meta\":{", StringComparison.Ordinal) && !message.StartsWith(before, StringComparison.Ordinal)
                ? before[..^"\"_meta\":{".Length] + behind[(behind.StartsWith("},", StringComparison.Ordinal) ? 2 : 1)..]
                : before + (behind[0] == ',' ? behind[1..] : behind);
            Assert.Equal(message, rest);
            using var json = JsonDocument.Parse(written);
            Assert.Equal(Entries, json.RootElement.GetProperty("result").GetProperty("_meta").GetProperty("portal/masked").GetRawText());
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Write_NothingToSay_UndoesItself() => Prop
        .ForAll(Messages(hasMeta: true).ToArbitrary(), message => Assert.Equal(message, Write(Write(message, Hits), [])))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static Gen<string> Messages(bool? hasMeta = null)
    {
        var space = Gen.Elements("", "", "", " ", "\n", "\t ");
        var value = Gen.Elements(
            "1", "-1.50", "\"\"", "\"é \\u0034\\\"\"", "null", "true", "[]", "[ 1 , {\"_meta\":{\"portal/masked\":[]}} ]", "{ }", "{\"portal/masked\":2}", "{\"result\":{\"_meta\":0}}");
        Gen<string> Object(Gen<string> members) =>
            from list in members.ArrayOf(3)
            from count in Gen.Choose(0, 3)
            from inner in space
            select $"{{{(count == 0 ? inner : string.Join(',', list.Take(count)))}}}";
        Gen<string> Member(Gen<string> names) =>
            from name in names
            from item in value
            from spaces in space.ArrayOf(4)
            select $"{spaces[0]}\"{name}\"{spaces[1]}:{spaces[2]}{item}{spaces[3]}";
        var plain = Object(Member(Gen.Elements("a", "content", "x y", "Portal/masked", "_Meta")));
        var result =
            from body in plain
            from meta in plain
            from has in hasMeta is { } given ? Gen.Constant(given) : Gen.Elements(true, false)
            select has ? $"{{\"_meta\":{meta}{(body.Trim('{', '}').Trim().Length == 0 ? "" : ",")}{body[1..]}" : body;
        return from text in result
               from spaces in space.ArrayOf(2)
               select $"{{\"jsonrpc\":\"2.0\",\"result\":{spaces[0]}{text}{spaces[1]},\"id\":1}}";
    }

    private static MaskingHit Hit(string path, string kind, int count) => new(kind, path, "cardholder data", 1, MaskingAction.Mask, count);

    private static string Write(string json, IReadOnlyList<MaskingHit> hits) => Encoding.UTF8.GetString(MaskingNotice.Write(Encoding.UTF8.GetBytes(json), hits).Span);
}
