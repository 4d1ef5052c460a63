using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Portal.Gateway.Masking;
using Xunit;

namespace Portal.Tests.Gateway.Masking;

public sealed class StreamTailTests
{
    private const string Visa = "4539578763621486";

    [Theory]
    [InlineData("card 4539 5787", "6362 1486 ok", "**** 1486 ok")]
    [InlineData("card 45395787", "63621486", "****1486")]
    [InlineData("4539", "578763621486 ok", "57******1486 ok")]
    [InlineData("card 4539 5787 6362", "1486 ok", "**** ok")]
    [InlineData("card 4539-5787-", "6362-1486", "****-1486")]
    [InlineData("seen 77 cards", "6362 1486", "6362 1486")]
    [InlineData("step 4539 5787 of many", "6362 1486", "6362 1486")]
    [InlineData("card 4539 5787", "6362 1487", "6362 1487")]
    [InlineData("card 4539 5787", "ok 6362 1486", "ok 6362 1486")]
    [InlineData("4", "539578763621486", "539578763621486")]
    [InlineData("20 of 45", "45 of 45", "45 of 45")]
    [InlineData("trace 550e8400-e29b-41d4-a716-446655440000", "2026-11-22", "2026-11-22")]
    [InlineData("trace 550e8400-e29b-41d4-a716-446655440000", "2026 1122", "2026 1122")]
    [InlineData("seat 4539 5787", "6362 1486", "6362 1486")]
    [InlineData("card 4539 5787\\n", "6362 1486 12", "**** 1486 12")]
    [InlineData("took 44665544", "2026-11-22 20:11", "2026-11-22 20:11")]
    public void Mask_TwoEvents_MasksTheSecondPart(string first, string second, string expected)
    {
        var tail = new StreamTail();

        Assert.Equal(Event(first), Mask(tail, Event(first)));
        Assert.Equal(Event(expected), Mask(tail, Event(second)));
    }

    [Fact]
    public void Mask_FourParts_HidesTheLast()
    {
        var tail = new StreamTail();

        Assert.Equal([Event("4539"), Event("5787"), Event("6362"), Event("****")], new[] { "4539", "5787", "6362", "1486" }.Select(part => Mask(tail, Event(part))));
        Assert.Equal([Event("4539"), Event("57"), Event("8763"), Event("******")], new[] { "4539", "57", "8763", "621486" }.Select(part => Mask(tail, Event(part))));
    }

    [Fact]
    public void Mask_AnotherPlace_IsAnotherText()
    {
        var tail = new StreamTail();

        Mask(tail, Event("card 4539 5787"));
        var other = """{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","logger":"6362 1486"}}""";

        Assert.Equal(other, Mask(tail, other));
    }

    [Theory]
    [InlineData("\"card 4539 5787\",\"x\"", "\"x\",\"6362 1486\"", "\"x\",\"6362 1486\"")]
    [InlineData("\"x\",\"card 4539 5787\"", "\"x\",\"6362 1486\"", "\"x\",\"**** 1486\"")]
    public void Mask_Elements_StandAtTheirNumber(string first, string second, string expected)
    {
        var tail = new StreamTail();

        Mask(tail, List(first));
        Assert.Equal(List(expected), Mask(tail, List(second)));
    }

    [Fact]
    public void Mask_Hit_NamesRuleAndPathAndCard()
    {
        var tail = new StreamTail();
        Mask(tail, Event("card 4539 5787"));

        var masked = tail.Mask(MaskedMessage.Untouched(Encoding.UTF8.GetBytes(Event("6362 1486"))), MaskingProfile.Default);

        var hit = Assert.Single(masked.Hits);
        Assert.Equal(new MaskingHit(MaskingKinds.Pan, "$.params.data", MaskingKinds.BuiltInRule, MaskingKinds.BuiltInVersion, MaskingAction.Mask, 1, [MaskingReason.PartsOfOneNumber]), hit);
        Assert.Equal(CardNumber.Of(Encoding.ASCII.GetBytes(Visa)), Assert.Single(masked.Cards));
    }

    [Fact]
    public void Mask_AnyCutIntoTwo_NeverShowsMoreThanItMust() => Prop.ForAll(
        Gen.Choose(2, 8).ToArbitrary(),
        cut =>
        {
            var tail = new StreamTail();
            Mask(tail, Event(Visa[..cut]));
            var second = Mask(tail, Event(Visa[cut..]));
            return !second.Contains(Visa[Math.Max(cut, 6)..12], StringComparison.Ordinal) && second.Contains(Visa[^4..], StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    private static string Mask(StreamTail tail, string json) =>
        Encoding.UTF8.GetString(tail.Mask(MaskedMessage.Untouched(Encoding.UTF8.GetBytes(json)), MaskingProfile.Default).Json.Span);

    private static string List(string elements) => $$$"""{"method":"notifications/message","params":{"data":[{{{elements}}}]}}""";

    private static string Event(string data) => $$$"""{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"{{{data}}}"}}""";
}
