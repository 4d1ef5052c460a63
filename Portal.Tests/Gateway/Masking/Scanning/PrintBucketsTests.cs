using Portal.Gateway.Masking.Scanning;

namespace Portal.Tests.Gateway.Masking.Scanning;

public sealed class PrintBucketsTests
{
    private static readonly string[] Phrases = ["cvv", "security code", "pin", "track 2", "verification code", "magstripe", "de52", "senha", "codigo de seguridad"];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void Deal_AnyNumberOfBuckets_EachPrintIsInOneWhole(int count)
    {
        var prints = PrintsOf(Phrases);

        var buckets = PrintBuckets.Deal(prints, count);

        Assert.Equal(count, buckets.Count);
        Assert.All(prints, print => Assert.Contains(buckets, bucket => bucket is not null && Holds(bucket, print)));
    }

    [Fact]
    public void Deal_FewerPrintsThanBuckets_LeavesTheRestEmpty() => Assert.Equal(6, PrintBuckets.Deal(PrintsOf(["cvv", "pin"]), 8).Count(bucket => bucket is null));

    [Fact]
    public void Deal_SamePrintsInAnotherOrder_CostTheSame()
    {
        var forth = PrintBuckets.Deal(PrintsOf(Phrases), 4).Sum(bucket => bucket?.Cost ?? 0);
        var back = PrintBuckets.Deal(PrintsOf([.. Phrases.Reverse()]), 4).Sum(bucket => bucket?.Cost ?? 0);

        Assert.Equal(forth, back, precision: 9);
    }

    /// <summary>What the speed of the scan hangs on: hardly one word in twenty is looked at twice.</summary>
    [Fact]
    public void Labels_Estimate_FewWordsPass() => Assert.InRange(ScanWords.Labels.Prints.Estimate, 0.001, 0.06);

    private static Print[] PrintsOf(string[] phrases) => [.. phrases.Select(phrase => Print.Of(new WordPattern(phrase, isStem: false), 4))];

    private static bool Holds(Print bucket, Print print) =>
        Enumerable.Range(0, 4).All(place => Enumerable.Range(0, 128).All(value => !print.Has(place, (byte)value) || bucket.Has(place, (byte)value)));
}
