using System.Text;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Decisions;
using Xunit;

namespace Portal.Tests.Gateway.Masking;

/// <summary>What the threshold changes, and what it must not.</summary>
public sealed class SensitivityTests
{
    /// <summary>Only weights that are not fitted speak about the first: it stays between the thresholds whatever a corpus says.</summary>
    [Theory]
    [InlineData("""{"text":"41 11 11 11 11 11 11 11"}""", Sensitivity.Strict)]
    [InlineData("""{"cardholder":"A. Muster","expiry":"12/27","value":"6212345678901235"}""", Sensitivity.Strict, Sensitivity.Balanced)]
    [InlineData("""{"text":"4111 1111 1111 1111"}""", Sensitivity.Strict, Sensitivity.Balanced, Sensitivity.Precise)]
    [InlineData("""{"pan":4111111111111111}""", Sensitivity.Strict, Sensitivity.Balanced, Sensitivity.Precise)]
    [InlineData("""{"cvv":"123"}""", Sensitivity.Strict, Sensitivity.Balanced, Sensitivity.Precise)]
    [InlineData("""{"span_id":"4111111111111111"}""")]
    public void Mask_Number_IsMaskedUnderTheseOnly(string json, params Sensitivity[] masking)
    {
        var masked = Enum.GetValues<Sensitivity>().Where(sensitivity => Mask(json, sensitivity) != json);

        Assert.Equal(masking.Order(), masked.Order());
    }

    [Theory]
    [InlineData(Sensitivity.Strict, false)]
    [InlineData(Sensitivity.Balanced, true)]
    [InlineData(Sensitivity.Precise, true)]
    public void MaskText_WithoutAProfile_TakesTheEnginesOwn(Sensitivity sensitivity, bool stays)
    {
        const string Pairs = "41 11 11 11 11 11 11 11";

        Assert.Equal(stays, new MessageMasker(sensitivity).MaskText(Pairs) == Pairs);
    }

    /// <summary>A name is masked in the message and in the paths that tell of it alike, however often it was seen before.</summary>
    [Fact]
    public void Mask_NameThatHoldsANumber_FollowsTheSensitivityToo()
    {
        const string Json = """{"41 11 11 11 11 11 11 11":"4111111111111111"}""";
        Assert.Contains("41 11 11 11 11 11 11 11", Mask(Json, Sensitivity.Balanced), StringComparison.Ordinal);

        var masked = new MessageMasker().Mask(Encoding.UTF8.GetBytes(Json), MaskingProfile.BuiltIn(Sensitivity.Strict));

        Assert.DoesNotContain("41 11 11 11 11 11 11 11", Encoding.UTF8.GetString(masked.Json.Span), StringComparison.Ordinal);
        Assert.All(masked.Hits, hit => Assert.DoesNotContain("11 11 11 11 11", hit.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void BuiltIn_SameArguments_IsTheSameProfile()
    {
        Assert.Same(MaskingProfile.Default, MaskingProfile.BuiltIn(Sensitivity.Balanced));
        Assert.All(Enum.GetValues<Sensitivity>(), sensitivity => Assert.Equal(sensitivity, MaskingProfile.BuiltIn(sensitivity).Sensitivity));
        Assert.All([true, false], passes => Assert.Equal(passes, MaskingProfile.BuiltIn(Sensitivity.Strict, passes).PassesUnreadable));
    }

    private static string Mask(string json, Sensitivity sensitivity) =>
        Encoding.UTF8.GetString(new MessageMasker().Mask(Encoding.UTF8.GetBytes(json), MaskingProfile.BuiltIn(sensitivity)).Json.Span);
}
