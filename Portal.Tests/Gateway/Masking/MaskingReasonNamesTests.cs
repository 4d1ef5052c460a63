using Portal.Data.Masking;
using Portal.Gateway.Masking;
using Xunit;

namespace Portal.Tests.Gateway.Masking;

/// <summary>What people, the API and the store call a reason. Stored names stay.</summary>
public sealed class MaskingReasonNamesTests
{
    private static readonly MaskingReason[] All = [.. Enum.GetValues<MaskingReason>().Where(reason => reason != MaskingReason.None)];

    [Fact]
    public void Of_EveryReason_IsAShortSentenceOfItsOwn()
    {
        var sentences = All.Select(MaskingReasonNames.Of).ToList();

        Assert.All(sentences, sentence => Assert.Matches("^[A-Z][^.]{10,69}$", sentence));
        Assert.Distinct(sentences);
        Assert.Equal("", MaskingReasonNames.Of(MaskingReason.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => MaskingReasonNames.Of((MaskingReason)byte.MaxValue));
    }

    [Fact]
    public void ApiNameOf_EveryReason_IsTheNameThatIsStored() => Assert.Equal(
        "networkCheckDigit networkOnly fieldSaysCardNumber labelSaysCardNumber headerSaysCardNumber cardWordNear cardAmongFields printedInGroups "
        + "fieldSaysCode labelSaysCode headerSaysCode codeBesideCard fieldSaysPin labelSaysPin pinBlockShape stripeShape chipTag fieldSaysTrack "
        + "partsOfOneNumber inEncodedText ownPolicy formatOfOtherKind quantityOrTime insideIdentifier insideDecimal negativeOrExponent phoneNumber "
        + "partOfLongerNumber noCardWord overLineEnd aboutTheValue noCode",
        string.Join(' ', All.Select(MaskingReasonNames.ApiNameOf)));

    [Fact]
    public void Split_WhatJoinWrote_IsTheSame()
    {
        foreach (var reasons in All.Chunk(3).Concat(All.Chunk(1)))
        {
            Assert.Equal(reasons, MaskingReasonNames.Split(MaskingReasonNames.Join(reasons)));
        }

        var longest = All.OrderByDescending(reason => MaskingReasonNames.ApiNameOf(reason).Length).Take(MaskingReasons.Most).ToList();
        Assert.InRange(MaskingReasonNames.Join(longest)!.Length, 1, MaskingLogEntry.MaxWhy);
        Assert.Null(MaskingReasonNames.Join([]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("none")]
    [InlineData("ofALaterVersion")]
    [InlineData("NetworkCheckDigit")]
    public void Split_NothingThatIsKnown_IsEmpty(string? text) => Assert.Empty(MaskingReasonNames.Split(text));

    [Fact]
    public void Split_NameOfALaterVersion_IsLeftOut() =>
        Assert.Equal([MaskingReason.ChipTag], MaskingReasonNames.Split("ofALaterVersion,chipTag"));

    [Fact]
    public void And_MoreThanThree_KeepsTheFirstThreeOnce()
    {
        var reasons = default(MaskingReasons);
        Assert.True(reasons.IsNone);
        Assert.Empty(reasons.ToList());

        reasons = reasons.And(MaskingReason.NetworkOnly).And(MaskingReason.None).And(MaskingReason.NetworkOnly).And(MaskingReason.CardWordNear);
        Assert.Equal([MaskingReason.NetworkOnly, MaskingReason.CardWordNear], reasons.ToList());

        reasons = reasons.And(new MaskingReasons(MaskingReason.CardWordNear, MaskingReason.PrintedInGroups, MaskingReason.ChipTag));
        Assert.Equal([MaskingReason.NetworkOnly, MaskingReason.CardWordNear, MaskingReason.PrintedInGroups], reasons.ToList());
    }
}
