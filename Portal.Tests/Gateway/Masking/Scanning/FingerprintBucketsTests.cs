using Portal.Gateway.Masking.Scanning;

namespace Portal.Tests.Gateway.Masking.Scanning;

public sealed class FingerprintBucketsTests
{
    private static readonly string[] Phrases =
    [
        "cvv",
        "security code",
        "pin",
        "track 2",
        "verification code",
        "magstripe",
        "de52",
        "senha",
        "codigo de seguridad",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void Deal_AnyNumberOfBuckets_EachFingerprintIsInOneWhole(int count)
    {
        var fingerprints = FingerprintsOf(Phrases);

        var buckets = FingerprintBuckets.Deal(fingerprints, count);

        Assert.Equal(count, buckets.Count);
        Assert.All(fingerprints, fingerprint =>
            Assert.Contains(buckets, bucket => bucket is not null && Holds(bucket, fingerprint))
        );
    }

    [Fact]
    public void Deal_FewerFingerprintsThanBuckets_LeavesTheRestEmpty() =>
        Assert.Equal(6, FingerprintBuckets.Deal(FingerprintsOf(["cvv", "pin"]), 8).Count(bucket => bucket is null));

    [Fact]
    public void Deal_SameFingerprintsInAnotherOrder_CostTheSame()
    {
        var forth = FingerprintBuckets.Deal(FingerprintsOf(Phrases), 4).Sum(bucket => bucket?.Cost ?? 0);
        var back = FingerprintBuckets.Deal(FingerprintsOf([.. Phrases.Reverse()]), 4).Sum(bucket => bucket?.Cost ?? 0);

        Assert.Equal(forth, back, precision: 9);
    }

    /// <summary>Bounds what the speed of the scan hangs on: not one word in two is looked at twice.</summary>
    [Fact]
    public void Names_Estimate_FewWordsPass() => Assert.InRange(ScanWords.Names.Fingerprints.Estimate, 0.001, 0.5);

    private static Fingerprint[] FingerprintsOf(string[] phrases) =>
        [.. phrases.Select(phrase => Fingerprint.Of(new WordPattern(phrase, Findings.Label), 4))];

    private static bool Holds(Fingerprint bucket, Fingerprint fingerprint) =>
        Enumerable
            .Range(0, 4)
            .All(place =>
                Enumerable.Range(0, 128).All(value => !fingerprint.Has(place, (byte)value) || bucket.Has(place, (byte)value))
            );
}
