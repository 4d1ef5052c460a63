using Portal.Gateway.Masking;
using Portal.Gateway.SelfScan;

namespace Portal.Tests.Gateway.SelfScan;

public sealed class ScanFindingsTests
{
    private static readonly CardNumber Card = CardNumber.Of("4111111111111111"u8);

    [Fact]
    public void Conclude_SuspectedAndAllowed_IsNoFinding()
    {
        using var findings = new ScanFindings();
        findings.Suspected("pan", "database log", Card);
        findings.Allowed(Card);
        Assert.Equal(0, findings.Conclude().Count);
    }

    [Fact]
    public void Conclude_FoundSuspectedAndAllowedElsewhere_IsOneFindingInBothPlaces()
    {
        using var findings = new ScanFindings();
        findings.Suspected("pan", "database log", Card);
        findings.Allowed(Card);
        findings.Found("pan", "Records.Text", Card);
        var (count, places) = findings.Conclude();
        Assert.Equal(1, count);
        Assert.Equal(["Records.Text", "database log"], places.Select(place => place.Place));
    }

    [Fact]
    public void Conclude_ManyPlaces_ListsTheFirstAndSumsTheRest()
    {
        using var findings = new ScanFindings();
        for (var place = 0; place < 5000; place++)
        {
            findings.Found("pan", $"Records.Text of record 1/{place}", CardNumber.Of(System.Text.Encoding.ASCII.GetBytes($"{4_000_000_000_000_000L + place}")));
        }

        var (count, places) = findings.Conclude();
        Assert.Equal(5000, count);
        Assert.Equal(201, places.Count);
        Assert.Equal(5000, places.Sum(place => place.Values));
        Assert.Contains(new ScanPlace("pan", "further places", 4800), places);
    }
}
