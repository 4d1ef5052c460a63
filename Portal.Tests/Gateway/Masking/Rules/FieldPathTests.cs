using System.Text;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Rules;
using Portal.Tests.Fakes;
using Xunit;

namespace Portal.Tests.Gateway.Masking.Rules;

public sealed class FieldPathTests
{
    private const string Document =
        """{"a":{"b":["b0","b1",{"c":"c2"}],"x y":"xy","it's":"quote"},"c":"c","d":[{"c":"d0"},{"c":"d1","e":{"c":"de"}}],"é":"accent","b":"top"}""";

    [Theory]
    [InlineData("$.c", "c")]
    [InlineData("$['c']", "c")]
    [InlineData("$[\"c\"]", "c")]
    [InlineData("$..c", "c2 c d0 d1 de")]
    [InlineData("$..['c']", "c2 c d0 d1 de")]
    [InlineData("$.a.b[0]", "b0")]
    [InlineData("$.a.b[1]", "b1")]
    [InlineData("$.a.b[*]", "b0 b1 c2")]
    [InlineData("$.a.b", "b0 b1 c2")]
    [InlineData("$.a.*", "b0 b1 c2 xy quote")]
    [InlineData("$..b", "b0 b1 c2 top")]
    [InlineData("$..b[0]", "b0")]
    [InlineData("$..[0]", "b0 d0")]
    [InlineData("$..[1]", "b1 d1 de")]
    [InlineData("$.d[*].c", "d0 d1")]
    [InlineData("$.d[0, 1]['c']", "d0 d1")]
    [InlineData("$.d..c", "d0 d1 de")]
    [InlineData("$.*.c", "")]
    [InlineData("$..e.c", "de")]
    [InlineData("$.a['x y']", "xy")]
    [InlineData("$.a['it\\'s']", "quote")]
    [InlineData("$.é", "accent")]
    [InlineData("$['a','c']", "b0 b1 c2 xy quote c")]
    [InlineData("$.C", "")]
    [InlineData("$.a.c", "")]
    [InlineData("$.d[2]", "")]
    [InlineData("$..*", "b0 b1 c2 xy quote c d0 d1 de accent top")]
    public void TryParse_Path_SelectsWhatRfc9535Says(string path, string expected)
    {
        Assert.True(FieldPath.TryParse(path, out var field, out var fault), fault);
        var rule = new MaskingRule("r", 1) { Fields = [field], Action = MaskingAction.Redact };
        var json = Encoding.UTF8.GetBytes(Document);

        var edits = new RuleSet([rule], new MaskingTokens(new EphemeralTokenKey())).Find(json, MaskingDirection.Response);

        Assert.Equal(expected, string.Join(' ', edits.Select(edit => Encoding.UTF8.GetString(json.AsSpan(edit.Start, edit.Length)))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("email")]
    [InlineData("$")]
    [InlineData("$.")]
    [InlineData("$..")]
    [InlineData("$.x-y")]
    [InlineData("$.0")]
    [InlineData("$ .a")]
    [InlineData("$[")]
    [InlineData("$[]")]
    [InlineData("$['a'")]
    [InlineData("$['a]")]
    [InlineData("$['a' 'b']")]
    [InlineData("$[01]")]
    [InlineData("$[-1]")]
    [InlineData("$[0:2]")]
    [InlineData("$[:2]")]
    [InlineData("$[?@.a]")]
    [InlineData("$[99999999999]")]
    [InlineData("$['\\x']")]
    [InlineData("$...a")]
    [InlineData("$.a.")]
    [InlineData("$.a b")]
    public void TryParse_WhatIsNoPathOrNotSupported_IsRefusedWithAReason(string path)
    {
        Assert.False(FieldPath.TryParse(path, out _, out var fault));
        Assert.NotEmpty(fault);
    }

    [Fact]
    public void TryParse_TooManySegments_IsRefused() => Assert.False(FieldPath.TryParse("$" + string.Concat(Enumerable.Repeat(".a", 33)), out _, out _));

    [Theory]
    [InlineData("$..email", "email")]
    [InlineData("$['e-mail']", "e-mail")]
    [InlineData("$['e mail']", "field")]
    [InlineData("$.a[0]", "field")]
    [InlineData("$..*", "field")]
    public void Label_OfAPath_IsItsLastNameWhereThatIsPlain(string path, string label)
    {
        Assert.True(FieldPath.TryParse(path, out var field, out _));
        Assert.Equal(label, field.Label);
    }

    [Fact]
    public void Find_ManyPathsAndDepths_StaysLinear()
    {
        var fields = Enumerable.Range(0, 50).Select(number => $"$..a..a..a..b{number}").ToArray();
        var json = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200));
        var rules = Enumerable.Range(0, 20).Select(number => RuleSetTests.Rule("mask", $"r{number}", fields: fields));

        Assert.Empty(new RuleSet(rules, new MaskingTokens(new EphemeralTokenKey())).Find(json, MaskingDirection.Response));
    }
}
