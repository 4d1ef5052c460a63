using System.Text;
using Portal.Gateway.Masking;

namespace Portal.Tests.Gateway.Masking;

/// <summary>Where in a message something was masked: normalised paths (RFC 9535, 2.7), listed up to a thousand places.</summary>
public sealed class MaskedPlacesTests
{
    private const string Pan = "\"4111111111111111\"";

    private readonly MessageMasker _masker = new();

    [Theory]
    [InlineData("PAN", "$")]
    [InlineData("[PAN,1,[2,PAN],PAN]", "$[0] $[2][1] $[3]")]
    [InlineData("""{"a":{"b":PAN,"c":[[],[PAN]]},"d":PAN}""", "$.a.b $.a.c[1][0] $.d")]
    [InlineData("""[{"a":PAN},{"a":[PAN]},{"b c":PAN}]""", "$[0].a $[1].a[0] $[2]['b c']")]
    [InlineData("""{"a":[{"x":1},{"x":{"y":PAN}}],"b":[PAN,{"z":PAN}]}""", "$.a[1].x.y $.b[0] $.b[1].z")]
    public void Hits_EachPlace_HasItsPath(string json, string paths) => Assert.Equal(paths, string.Join(' ', PathsOf(json.Replace("PAN", Pan, StringComparison.Ordinal))));

    [Fact]
    public void Hits_LongNames_AreCut()
    {
        var name = new string('n', 100_000);

        var paths = PathsOf($$"""{"{{name}}":[{{Pan}},{{Pan}},{"{{name}}":{{Pan}}}]}""");

        Assert.Equal([$"$.{name[..510]}…"], paths.Distinct());
    }

    [Fact]
    public void Hits_BeyondAThousandPlaces_AreCounted()
    {
        var masked = Mask($"[{string.Join(',', Enumerable.Repeat(Pan, 5000))}]");

        Assert.Equal(1001, masked.Hits.Count);
        Assert.Equal("$[999]", masked.Hits[999].Path);
        Assert.Equal(("$..*", 4000), (masked.Hits[1000].Path, masked.Hits[1000].Count));
        Assert.Equal(5000, masked.Count);
    }

    [Fact]
    public void Hits_SeveralValuesAtAPlace_HaveTheReasonsOfAllOfThem() => Assert.Equal(
        [MaskingReason.NetworkCheckDigit, MaskingReason.PrintedInGroups],
        Assert.Single(Mask("""{"a":"4111111111111111 and 5555-5555-5555-4444"}""").Hits).Reasons);

    private IEnumerable<string> PathsOf(string json) => Mask(json).Hits.Select(hit => hit.Path);

    private MaskedMessage Mask(string json) => _masker.MaskForRecord(Encoding.UTF8.GetBytes(json));
}
