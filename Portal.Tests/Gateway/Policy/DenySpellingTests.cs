using System.Collections.Frozen;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Portal.Data.People;
using Portal.Gateway.Callers;
using Portal.Gateway.Policy;
using Portal.Gateway.Rules;

namespace Portal.Tests.Gateway.Policy;

/// <summary>What denies catches every spelling that a server may take for the name; what allows catches the name alone.</summary>
public sealed class DenySpellingTests
{
    private static readonly Caller Ana = CallerNamed("Ana@Example.com", "engineer");

    /// <summary>Spellings of <c>export_kiss</c>, each with what makes it the same to some server.</summary>
    public static TheoryData<string> SpellingsOfTool =>
    [
        "export_kiss", "EXPORT_KISS", "Export_Kiss",
        " export_kiss", "export_kiss ", "\texport_kiss\r\n", "\u00A0export_kiss\u3000", "\u2028export_kiss\u0085",
        "\u1680export_kiss\u205F", "\uFEFFexport_kiss", "export_kiss\u200B", "export\u200D_kiss", "ex\u00ADport_kiss",
        "export_kiss\u0000", "export_\u2060kiss", "export_kiss\uFE0F", "export_\U000E0041kiss",
        "\u034Fexport_kiss", "export_kiss\u3164", "\u202Eexport_kiss",
        "ｅｘｐｏｒｔ＿ｋｉｓｓ", "ＥＸＰＯＲＴ_KISS", "export_ki\u017Fs", "export_\u212Aiss", "export_ki\u00DF",
        "export_ki\u1E9E", "EXPORT_KI\u1E9E", "export_k\u0131ss", "EXPORT_K\u0130SS", "export_ki\u0307ss", "\u24D4xport_kiss",
        "e\u02E3port_kiss", "\U0001D41Export_kiss", "export_k\u2170ss",
        " \u200B EXPORT_\u212A\u0130\u1E9E \uFEFF ",
    ];

    [Theory]
    [MemberData(nameof(SpellingsOfTool))]
    public void Deny_AnySpellingOfATool_IsDenied(string tool)
    {
        Assert.False(Decide(tool, """{"servers":["*"],"tools":["export_kiss"],"effect":"deny"}"""));
        Assert.False(Decide(tool, """{"servers":["*"],"tools":["Export_K?ss"],"effect":"deny"}"""));
        Assert.False(Decide(tool, """{"servers":["*"],"tools":["*_ki\u00DF"],"effect":"deny"}"""));
        Assert.False(Decide(tool, """{"servers":["*"],"tools":[" ex*\uFEFF"],"effect":"deny"}"""));
        Assert.False(Decide(tool, """{"servers":["*"],"tools":["zip","export_kiss"],"effect":"deny"}"""));
        Assert.False(Decide(tool, """{"servers":["*"],"prompts":["export_kiss"],"effect":"deny"}""", AccessTargetKind.Prompt));
    }

    [Theory]
    [MemberData(nameof(SpellingsOfTool))]
    public void Allow_AnotherSpellingOfATool_IsNotAllowed(string tool) =>
        Assert.Equal(tool == "export_kiss", Decide(Rules("""{"servers":["*"],"tools":["export_kiss"],"effect":"allow"}"""), tool));

    [Theory]
    [InlineData("""{"servers":["Payments "],"effect":"deny"}""")]
    [InlineData("""{"servers":["P\u0041Y*"],"effect":"deny"}""")]
    [InlineData("""{"servers":["*"],"callers":{"names":["ana@example.com"]},"effect":"deny"}""")]
    [InlineData("""{"servers":["*"],"callers":{"names":[" ANA@*"]},"effect":"deny"}""")]
    [InlineData("""{"servers":["*"],"callers":{"roles":["Engineer "]},"effect":"deny"}""")]
    public void Deny_ServersAndCallersInAnotherSpelling_IsDenied(string deny) => Assert.False(Decide("get", deny));

    [Theory]
    [InlineData("export_kis", """["export_kiss"]""")]
    [InlineData("export kiss", """["export_kiss"]""")]
    [InlineData("export-kiss", """["export_kiss"]""")]
    [InlineData("exp\u043Ert_kiss", """["export_kiss"]""")]
    [InlineData("get_a", """["get_?a"]""")]
    [InlineData("get_ab", """["get_\\*"]""")]
    [InlineData("get_ab", """["get_\uFF0A"]""")]
    public void Deny_AnotherName_IsNotDenied(string tool, string globs) =>
        Assert.True(Decide(tool, $$"""{"servers":["*"],"tools":{{globs}},"effect":"deny"}"""));

    [Theory]
    [InlineData("caf\u00E9", """["caf?"]""")]
    [InlineData("CAFE\u0301", """["caf?"]""")]
    [InlineData("stra\u00DFe", """["stra?e"]""")]
    [InlineData("get_*", """["get_\\*"]""")]
    [InlineData("GET_*", """["get_\uFF0A"]""")]
    public void Deny_GlobOverOtherLetters_CountsThemAsPeopleDo(string tool, string globs) =>
        Assert.False(Decide(tool, $$"""{"servers":["*"],"tools":{{globs}},"effect":"deny"}"""));

    [Theory]
    [InlineData("file:///secret/a")]
    [InlineData("FILE:///Secret/A")]
    [InlineData("file:/secret/a")]
    [InlineData("file:secret/../secret/a")]
    [InlineData("file://localhost/secret/a")]
    [InlineData("file:///%73ecret/a")]
    [InlineData("file:///%2573ecret/a")]
    [InlineData("file:///public/../secret/a")]
    [InlineData("file:///public/%2e%2E/secret/a")]
    [InlineData("file:///public/%252e%252e%252fsecret/a")]
    [InlineData("file:///./secret/a")]
    [InlineData("file:////secret//a")]
    [InlineData(@"file:///public\..\secret\a")]
    [InlineData("file:///public/..%5csecret/a")]
    [InlineData("file:///secret/a#part")]
    [InlineData("file:///secret/a?")]
    [InlineData("file:///secret/a/")]
    [InlineData("file:///secret/b/../a/.")]
    [InlineData(" file:///secret/a")]
    [InlineData("file:///s%E2%80%8Becret/a")]
    [InlineData("file:///\uFF53ecret/a")]
    [InlineData("file:///%EF%BD%93ecret/a")]
    [InlineData("file%3A///secret/a")]
    public void Deny_AnySpellingOfAResource_IsDenied(string uri)
    {
        Assert.False(ReadsBeside("file:///secret/a", uri));
        Assert.False(ReadsBeside("file:///secret/*", uri));
        Assert.False(ReadsBeside("FILE:/%73ecret/*", uri));
    }

    [Theory]
    [InlineData("HTTPS://Reports.Example.com/q1")]
    [InlineData("https://reports.example.com:443/q1")]
    [InlineData("https://reports.example.com./q1")]
    [InlineData("https://me@reports.example.com/q1")]
    [InlineData("https://me:pw@reports.example.com:0443/q1")]
    [InlineData("https://reports.example.com:/q1")]
    [InlineData("https://reports%2Eexample.com/q1")]
    [InlineData("https://reports\u3002example.com/q1")]
    [InlineData("https:\\\\reports.example.com\\q1")]
    public void Deny_AnySpellingOfAHost_IsDenied(string uri) =>
        Assert.False(ReadsBeside("https://reports.example.com/q1", uri));

    [Theory]
    [InlineData("payments://reports/q2")]
    [InlineData("payments://reports/q1?year=2026")]
    [InlineData("payments://reports/a/q1")]
    [InlineData("payments://reports/%71%32")]
    public void Deny_AnotherResource_IsNotDenied(string uri) =>
        Assert.True(ReadsBeside("payments://reports/q1", uri));

    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(30_000)]
    [InlineData(500_000)]
    public void Deny_AResourceEncodedAnyNumberOfTimes_IsDeniedQuickly(int times)
    {
        var uri = $"file:///%{string.Concat(Enumerable.Repeat("25", times))}73ecret/a";

        Assert.False(ReadsBeside("file:///secret/*", uri));
    }

    /// <summary>To the server that resolves it, this is no resource of the allowed folder.</summary>
    [Theory]
    [InlineData("file:///public/a", true)]
    [InlineData("file:///public/A%20b", true)]
    [InlineData("file:///public/a/../b", true)]
    [InlineData("file:///public/../secret/a", false)]
    [InlineData("file:///public/%2e%2e/secret/a", false)]
    [InlineData("file:///public/%252E%252E%252Fsecret/a", false)]
    [InlineData(@"file:///public/..\secret\a", false)]
    [InlineData("file:///Public/a", false)]
    public void Allow_AResourceThatLeadsOutOfTheGlob_IsNotAllowed(string uri, bool allowed) =>
        Assert.Equal(allowed, Decide(
            Rules("""{"servers":["*"],"resources":["file:///public/*"],"effect":"allow"}"""), uri, AccessTargetKind.Resource));

    /// <summary>Every call pays for it, so that plain names must cost nothing but a look.</summary>
    [Fact]
    public void Of_PlainNames_AllocatesNothing()
    {
        var caller = CallerNamed("nightly-batch", "batch");
        var target = new AccessTarget(AccessTargetKind.Tool, "export_transactions");
        _ = FoldedNames.Of(caller, "payments", target);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < 1000; call++)
        {
            _ = FoldedNames.Of(caller, "payments", target);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Deny_RandomRespellings_AreDenied() => Prop
        .ForAll(
            Gen.Choose(0, 5).ArrayOf(11).Zip(Gen.Elements("", " ", "\u200B", "\uFEFF\t", "\u3000").Two()).ToArbitrary(),
            spelling =>
            {
                var (how, (before, after)) = spelling;
                var name = string.Concat("export_list".Select((letter, index) => Respell(letter, how[index])));
                Assert.False(Decide(before + name + after, """{"servers":["*"],"tools":["export_list"],"effect":"deny"}"""));
            })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static string Respell(char letter, int how) => how switch
    {
        1 => char.ToUpperInvariant(letter).ToString(),
        2 => letter + "\u200D",
        3 when letter is not '_' => ((char)(letter - 'a' + 'ａ')).ToString(),
        4 when letter is 's' => "\u017F",
        4 when letter is 'i' => "\u0130",
        5 when letter is not '_' => char.ConvertFromUtf32(0x1D400 + (letter - 'a')),
        _ => letter.ToString(),
    };

    private static bool ReadsBeside(string glob, string uri)
    {
        var deny = $$"""{"servers":["*"],"resources":[{{JsonSerializer.Serialize(glob)}}],"effect":"deny"}""";
        return Decide(uri, deny, AccessTargetKind.Resource);
    }

    private static bool Decide(string name, string deny, AccessTargetKind kind = AccessTargetKind.Tool) =>
        Decide(Rules("""{"servers":["*"],"effect":"allow"}""", deny), name, kind);

    private static bool Decide(AccessRule[] rules, string name, AccessTargetKind kind = AccessTargetKind.Tool) =>
        AccessPolicy.Decide(rules, Ana, "payments", new AccessTarget(kind, name)).Allowed;

    private static AccessRule[] Rules(params string[] rules) => [.. rules.Select(members =>
    {
        var definition = JsonElement.Parse($$"""{"kind":"access","name":"r",{{members[1..]}}""");
        var rule = AccessRuleParser.Parse(definition, 1, out var faults);
        Assert.Empty(faults);
        return rule!;
    })];

    private static Caller CallerNamed(string name, string role) =>
        new(Guid.CreateVersion7(), CallerKind.Person, name, new[] { role }.ToFrozenSet(), Guid.CreateVersion7());
}
