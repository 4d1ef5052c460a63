using System.Globalization;
using System.Text;
using Portal.Gateway.Masking;
using Xunit;

namespace Portal.Tests.Gateway.Masking;

/// <summary>What rules make of the built-in kinds, and which card numbers the engine reports for the index.</summary>
public sealed class MaskingProfileTests
{
    private const string Visa = "4539578763621486";
    private readonly MessageMasker _masker = new();

    [Theory]
    [InlineData(MaskingAction.Mask, "453957******1486", "4539570000001486")]
    [InlineData(MaskingAction.Redact, "[redacted]", "0")]
    [InlineData(MaskingAction.Block, "[redacted]", "0")]
    public void Mask_CardInTextAndNumber_FollowsTheAction(MaskingAction action, string text, string number)
    {
        var masked = Mask($$"""{"a":"x {{Visa}} y","b":{{Visa}}}""", Profile(action));

        Assert.Equal($$"""{"a":"x {{text}} y","b":{{number}}}""", Encoding.UTF8.GetString(masked.Json.Span));
        Assert.Equal(action == MaskingAction.Block, masked.IsBlocked);
        Assert.Equal(2, masked.Hits.Count);
        Assert.All(masked.Hits, hit => Assert.Equal(("own", 7, action), (hit.Rule, hit.RuleVersion, hit.Action)));
    }

    [Fact]
    public void Mask_Token_GivesTheHandleInTextAndANumberWhereANumberStood()
    {
        var masked = Encoding.UTF8.GetString(Mask($$"""{"a":"{{Visa}}","b":{{Visa}},"c":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes($"card {Visa} here"))}}"}""", Profile(MaskingAction.Token)).Json.Span);

        Assert.StartsWith("""{"a":"[PAN:visa:1486]","b":453957000""", masked, StringComparison.Ordinal);
        Assert.Contains(Convert.ToBase64String("card [PAN:visa:1486] here"u8), masked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($$"""{"a":"{{Visa}}"}""", 1)]
    [InlineData($$"""{"a":{{Visa}}}""", 1)]
    [InlineData("""{"a":"4539 5787 6362 1486"}""", 1)]
    [InlineData("""{"pan1":"4539","pan2":"5787","pan3":"6362","pan4":"1486"}""", 1)]
    [InlineData($$"""{"a":";{{Visa}}=27121011234567?"}""", 1)]
    [InlineData("""{"a":"t 5A0845395787636214865F3401 e"}""", 1)]
    [InlineData($$"""{"{{Visa}}":"{\"b\":\"{{Visa}}\"}"}""", 2)]
    [InlineData("""{"a":"NDUzOTU3ODc2MzYyMTQ4NiBhbmQgNDUzOTU3ODc2MzYyMTQ4Ng=="}""", 2)]
    [InlineData("""{"cvv":"123"}""", 0)]
    public void Mask_CardNumbers_AreReportedWhole(string json, int count)
    {
        var cards = Mask(json, MaskingProfile.Default).Cards;

        Assert.Equal(count, cards.Count);
        Assert.All(cards, card => Assert.Equal(new CardNumber(ulong.Parse(Visa, CultureInfo.InvariantCulture), 16), card));
    }

    [Theory]
    [InlineData("0000000000000000019", "000000*********0019")]
    [InlineData("4539578763621486", "453957******1486")]
    public void CardNumber_ToString_IsTruncated(string digits, string expected)
    {
        var card = CardNumber.Of(Encoding.ASCII.GetBytes(digits));
        var copy = new byte[digits.Length];

        Assert.Equal(expected, card.ToString());
        Assert.Equal(expected, $"{card}");
        Assert.Equal(digits.Length, card.CopyTo(copy));
        Assert.Equal(digits, Encoding.ASCII.GetString(copy));
    }

    [Fact]
    public void Profile_TokensForAuthenticationData_AreRefused()
    {
        var token = KindRule.BuiltIn with { Action = MaskingAction.Token };

        Assert.Throws<ArgumentException>(() => new MaskingProfile(KindRule.BuiltIn, token, KindRule.BuiltIn, KindRule.BuiltIn, _ => ""));
        Assert.Throws<ArgumentException>(() => new MaskingProfile(KindRule.BuiltIn, KindRule.BuiltIn, token, KindRule.BuiltIn, _ => ""));
        Assert.Throws<ArgumentException>(() => new MaskingProfile(KindRule.BuiltIn, KindRule.BuiltIn, KindRule.BuiltIn, token, _ => ""));
        Assert.Throws<ArgumentException>(() => new MaskingProfile(token, KindRule.BuiltIn, KindRule.BuiltIn, KindRule.BuiltIn, token: null));
    }

    private MaskedMessage Mask(string json, MaskingProfile profile) => _masker.Mask(Encoding.UTF8.GetBytes(json), profile);

    private static MaskingProfile Profile(MaskingAction action)
    {
        var rule = new KindRule("own", 7, action);
        var secrets = action == MaskingAction.Token ? KindRule.BuiltIn : rule;
        return new MaskingProfile(rule, secrets, secrets, secrets, card => $"[PAN:visa:{card.ToString()[^4..]}]");
    }
}
