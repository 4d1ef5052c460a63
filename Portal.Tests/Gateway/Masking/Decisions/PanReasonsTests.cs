using System.Text;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Decisions;
using Xunit;

namespace Portal.Tests.Gateway.Masking.Decisions;

public sealed class PanReasonsTests
{
    [Theory]
    [InlineData("Strong,SingleRun", "networkCheckDigit")]
    [InlineData("Strong,Printed", "networkCheckDigit,printedInGroups")]
    [InlineData("Strong,NamePan", "fieldSaysCardNumber,networkCheckDigit")]
    [InlineData("Strong,LabelPan", "labelSaysCardNumber,networkCheckDigit")]
    [InlineData("Unknown,NamePan", "fieldSaysCardNumber")]
    [InlineData("Strong,CardBeside", "networkCheckDigit,cardAmongFields")]
    [InlineData("Weak,WeakPassesCheck,LabelCard", "cardWordNear,networkOnly")]
    [InlineData("Strong,Negative,NamePan", "fieldSaysCardNumber,networkCheckDigit")]
    public void OfMasked_Features_TellsWhatSpokeForItStrongestFirst(string features, string reasons) =>
        Assert.Equal(reasons, MaskingReasonNames.Join(PanReasons.OfMasked(SetOf(features)).ToList()));

    [Theory]
    [InlineData("Strong,Negative", "negativeOrExponent")]
    [InlineData("Strong,NameQuantity", "quantityOrTime")]
    [InlineData("Strong,LabelQuantity", "quantityOrTime")]
    [InlineData("Strong,NameOtherKind", "formatOfOtherKind")]
    [InlineData("Strong,InsideToken", "insideIdentifier")]
    [InlineData("Strong,InsideIban", "insideIdentifier")]
    [InlineData("Strong,Fraction", "insideDecimal")]
    [InlineData("Strong,Plus", "phoneNumber")]
    [InlineData("Strong,Printed,OverLineEnd", "overLineEnd")]
    [InlineData("Strong,ManyMoreGroups", "partOfLongerNumber")]
    [InlineData("Strong,BinList", "aboutTheValue")]
    [InlineData("Weak,WeakPassesCheck", "noCardWord")]
    public void OfKept_Features_TellsWhatSpokeAgainstItStrongestFirst(string features, string reasons) =>
        Assert.Equal(reasons, MaskingReasonNames.Join(PanReasons.OfKept(SetOf(features)).ToList()));

    [Fact]
    public void OfKept_SameReasonTwice_TellsItOnce() =>
        Assert.Equal("insideIdentifier", MaskingReasonNames.Join(PanReasons.OfKept(SetOf("InsideToken,InsideIban,InsideAddress")).ToList()));

    [Fact]
    public void OfKept_MoreThanThreeReasons_TellsTheStrongest() =>
        Assert.Equal(
            ["insideDecimal", "formatOfOtherKind", "quantityOrTime"],
            MaskingReasonNames.Join(PanReasons.OfKept(SetOf("Fraction,NameOtherKind,NameQuantity,Negative,Plus")).ToList())!.Split(','));

    [Fact]
    public void OfMasked_NoFeature_TellsNothing() => Assert.True(PanReasons.OfMasked(default).IsNone);

    [Theory]
    [InlineData("""{"elapsed_ns":4111111111111111}""", "quantityOrTime")]
    [InlineData("""{"a":-4111111111111111}""", "negativeOrExponent")]
    [InlineData("""{"text":"call +378282246310005 now"}""", "phoneNumber")]
    public void Explain_NumberThatStays_TellsWhy(string json, string reason)
    {
        var decision = Assert.Single(new MessageMasker().Explain(Encoding.UTF8.GetBytes(json), MaskingProfile.Default));

        Assert.False(decision.IsMasked);
        Assert.Equal(reason, MaskingReasonNames.ApiNameOf(decision.Reasons[0]));
    }

    private static FeatureSet SetOf(string features) =>
        features.Split(',').Aggregate(default(FeatureSet), (set, feature) => set.With(Enum.Parse<PanFeature>(feature)));
}
