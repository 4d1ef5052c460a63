using System.Text.Json.Nodes;
using Portal.E2E.Interop;

namespace Portal.E2E.RealServers;

/// <summary>The comparison sees what a gateway must not do.</summary>
public sealed class ConversationComparisonTests
{
    private static readonly Step Plain = Step.Call("a");

    private static readonly Step Timed = Step.Call("b").Varying("/content/0/text", "[0-9:]+$", "the time");

    private static readonly Step Card = Step.Call("c") with { HoldsCardNumber = true };

    [Theory]
    [InlineData("""{"x":1}""", """{"x":1}""")]
    [InlineData("""{"x":1,"y":[null]}""", """{"y":[null],"x":1}""")]
    public void Compare_EqualAnswers_AreNoDifference(string direct, string proxied) => Assert.Empty(Compare(Plain, direct, proxied));

    [Theory]
    [InlineData("""{"x":1}""", """{"x":"1"}""")]
    [InlineData("""{"x":1}""", """{}""")]
    [InlineData("""{"x":null}""", """{}""")]
    [InlineData("""{}""", """{"x":null}""")]
    [InlineData("""{"x":[1]}""", """{"x":[1,2]}""")]
    [InlineData("""{"x":{"y":"a"}}""", """{"x":{"y":"A"}}""")]
    public void Compare_DifferentAnswers_AreOneDifference(string direct, string proxied) => Assert.Single(Compare(Plain, direct, proxied));

    [Theory]
    [InlineData("at 10:00", "at 10:01", 0)]
    [InlineData("at 10:00", "On 10:01", 1)]
    [InlineData("at 10:00", "at ten", 2)]
    public void Compare_VaryingText_OnlyItsPartMayDiffer(string direct, string proxied, int differences) => Assert.Equal(
        differences,
        Compare(Timed, $$"""{"content":[{"text":"{{direct}}"}]}""", $$"""{"content":[{"text":"{{proxied}}"}]}""").Count);

    [Theory]
    [InlineData("""{"content":[{"text":"at 10:00"}]}""", """{"content":[]}""")]
    [InlineData("""{"content":[{"text":1}]}""", """{"content":[{"text":1}]}""")]
    public void Compare_VaryingText_MustBeThereOnBothSides(string direct, string proxied) => Assert.NotEmpty(Compare(Timed, direct, proxied));

    [Theory]
    [InlineData(CardTool.Number, CardTool.Masked, 0)]
    [InlineData(CardTool.Number, CardTool.Number, 1)]
    [InlineData("none", "none", 1)]
    public void Compare_CardNumber_MustBeMasked(string direct, string proxied, int differences) =>
        Assert.Equal(differences, Compare(Card, $$"""{"x":"{{direct}}"}""", $$"""{"x":"{{proxied}}"}""").Count);

    [Theory]
    [InlineData("""{"x":1}""", """{"x":1,"_meta":{"portal/masked":[]}}""")]
    [InlineData("""{"x":1,"_meta":{"a":1}}""", """{"x":1,"_meta":{"portal/masked":[],"a":1}}""")]
    public void Compare_Notice_BelongsWhereSomethingIsMaskedOnly(string direct, string proxied)
    {
        var card = direct.Replace("1", $"\"{CardTool.Number}\"", StringComparison.Ordinal);
        var masked = proxied.Replace("1", $"\"{CardTool.Masked}\"", StringComparison.Ordinal);

        Assert.Empty(Compare(Card, card, masked));
        Assert.Single(Compare(Plain, direct, proxied));
    }

    [Fact]
    public void Compare_WhatIsNoAnswer_MustBeEqual() => Assert.Single(Comparison().Compare(
        JsonNode.Parse("""{"protocol":"2025-11-25","answers":[]}""")!.AsObject(),
        JsonNode.Parse("""{"protocol":"2025-06-18","answers":[]}""")!.AsObject()));

    private static IReadOnlyList<string> Compare(Step step, string direct, string proxied) =>
        Comparison(step).Compare(Conversation(direct), Conversation(proxied));

    private static ConversationComparison Comparison(params Step[] steps) =>
        new(new RealServer("s", "p") { Steps = steps });

    private static JsonObject Conversation(string answer) => new() { ["answers"] = new JsonArray(JsonNode.Parse(answer)) };
}
