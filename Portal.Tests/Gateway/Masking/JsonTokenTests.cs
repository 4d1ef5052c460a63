using Portal.Gateway.Masking;

namespace Portal.Tests.Gateway.Masking;

public sealed class JsonTokenTests
{
    private const int Largest = JsonToken.LengthLimit - 1;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, Largest)]
    [InlineData(Largest, 1)]
    [InlineData(Largest, Largest)]
    public void Token_AnyPlaceAndLength_KeepsThem(int start, int length)
    {
        foreach (var kind in Enum.GetValues<JsonKind>())
        {
            foreach (var isEscaped in (bool[])[false, true])
            {
                var token = new JsonToken(kind, isEscaped, start, length);

                Assert.Equal((kind, isEscaped, start, length), (token.Kind, token.IsEscaped, token.Start, token.Length));
            }
        }
    }
}
