using System.Text;
using Portal.Components.Policies;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Rules;
using Portal.Tests.Fakes;
using Xunit;

namespace Portal.Tests.Components;

/// <summary>From a place in the masking log to the field that an exception names.</summary>
public sealed class ExceptionAddressTests
{
    [Theory]
    [InlineData("$.result.structuredContent.card.number", "$.card.number")]
    [InlineData("$.result.structuredContent.cards[3].number", "$.cards[*].number")]
    [InlineData("$.result.structuredContent.numbers[0]", "$.numbers")]
    [InlineData("$.result.structuredContent.rows[0][1]", "$.rows")]
    [InlineData("$.result.structuredContent['a b']['it\\'s']", "$['a b']['it\\'s']")]
    [InlineData("$.result.structuredContent['a.b[0]#$.c']", "$['a.b[0]#$.c']")]
    [InlineData("$.result.content[0].text#$.customer.number", "$.customer.number")]
    [InlineData("$.result.content[0].text#$.note#$[2].n", "$[*].n")]
    [InlineData("$.result.content[0].text", "$.result.content[*].text")]
    [InlineData("$.a", "$.a")]
    [InlineData("$.result.structuredContent", null)]
    [InlineData("$.result.structuredContentOf.a", "$.result.structuredContentOf.a")]
    [InlineData("$.result.content[0].text#$", null)]
    [InlineData("$.result.content[0].text#$[4]", null)]
    [InlineData("$", null)]
    [InlineData("", null)]
    [InlineData("$..*", null)]
    [InlineData("$.x['411111******1111']", null)]
    [InlineData("$.x['411111******1111'].number", null)]
    [InlineData("$.a.b…", null)]
    [InlineData("$.a b", null)]
    public void FieldOf_Place_IsAFieldThatEndsInAName(string path, string? expected) => Assert.Equal(expected, ExceptionAddress.FieldOf(path));

    /// <summary>An exception for the field does let the number pass for which the link stands.</summary>
    [Theory]
    [InlineData("""{"structuredContent":{"card":{"number":"4111111111111111"}}}""")]
    [InlineData("""{"structuredContent":{"cards":[{"a b":1},{"a b":4111111111111111}]}}""")]
    [InlineData("""{"structuredContent":{"numbers":["4111111111111111","4111-1111-1111-1111"]}}""")]
    [InlineData("""{"structuredContent":{"it's":{"n.o":"card 4111111111111111."}}}""")]
    [InlineData("""{"content":[{"type":"text","text":"{\"rows\":[{\"n\":4111111111111111}]}"}]}""")]
    [InlineData("""{"content":[{"type":"text","text":"a"},{"type":"text","text":"card 4111111111111111"}]}""")]
    public void FieldOf_PlaceOfACardNumber_IsReachedByItsException(string result)
    {
        var json = Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":1,"result":{{result}}}""");
        var masker = new MessageMasker();
        Assert.All(masker.Mask(json).Hits, hit =>
        {
            var field = ExceptionAddress.FieldOf(hit.Path);
            Assert.True(FieldPath.TryParse(field!, out var path, out var fault), fault);
            var exception = new MaskingRule("desk", 1) { Servers = ["*"], Fields = [path], Exception = new CardholderDataException("chargebacks", DateTimeOffset.MaxValue) };

            var masked = masker.Mask(json, MaskingProfiles.Of([exception], MaskingDirection.Response, new MaskingTokens(new EphemeralTokenKey())));

            Assert.Contains(masked.Released, released => released.Path == hit.Path);
        });
    }

    [Theory]
    [InlineData("payments", "get_card", "/policies/new?kind=exception&server=payments&tool=get_card&field=$.a")]
    [InlineData("", null, "/policies/new?kind=exception&field=$.a")]
    [InlineData("payments", "a&b=c", "/policies/new?kind=exception&server=payments&tool=a%26b%3Dc&field=$.a")]
    public void Of_CardNumber_LeadsToTheEditor(string server, string? tool, string expected) =>
        Assert.Equal(expected, ExceptionAddress.Of("pan", "$.a", [MaskingReason.NetworkCheckDigit], server, tool));

    /// <summary>PCI DSS 3.3.1: sensitive authentication data is never let through.</summary>
    [Theory]
    [InlineData("cvv")]
    [InlineData("track")]
    [InlineData("pin")]
    [InlineData("field")]
    [InlineData("PAN")]
    public void Of_AnythingElse_LeadsNowhere(string kind) => Assert.Null(ExceptionAddress.Of(kind, "$.a", [], "payments", "get_card"));

    [Theory]
    [InlineData(MaskingReason.InEncodedText)]
    [InlineData(MaskingReason.PartsOfOneNumber)]
    [InlineData(MaskingReason.OwnPolicy)]
    public void Of_CardNumberNoExceptionReaches_LeadsNowhere(MaskingReason reason) =>
        Assert.Null(ExceptionAddress.Of("pan", "$.a", [MaskingReason.NetworkCheckDigit, reason], "payments", "get_card"));
}
