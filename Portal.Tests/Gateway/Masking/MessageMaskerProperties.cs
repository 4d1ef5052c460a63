using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Portal.Gateway.Masking;
using Xunit;

namespace Portal.Tests.Gateway.Masking;

/// <summary>Random JSON with test card numbers in random forms, each text beside what must come out.</summary>
public sealed class MessageMaskerProperties
{
    [Fact]
    public void Mask_CardNumbersInAnyForm_TruncatesThemAndKeepsEveryOtherByte() => Prop
        .ForAll(MaskingTexts.Values(3).ToArbitrary(), value =>
        {
            var masker = new MessageMasker();
            var masked = masker.Mask(Encoding.UTF8.GetBytes(value.Wire));
            Assert.Equal(value.Expected, Encoding.UTF8.GetString(masked.Json.Span));
            Assert.Equal(value.Numbers, masked.Count);
            Assert.Equal(0, masker.Mask(masked.Json).Count);
            using var document = JsonDocument.Parse(masked.Json);
            AssertNoCardNumber(document.RootElement);
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Mask_AnyBytes_ThrowsJsonExceptionOrGivesValidJson() => Prop
        .ForAll(
            Gen.Elements("{", "}", "[", "]", ":", ",", "\"a\"", "\"", "\\", "\\u0034", "\\ud800", "4111111111111111", "1", "cvv", " ", "\u00e9", "-", ".").ArrayOf().ToArbitrary(),
            parts =>
            {
                try
                {
                    using var document = JsonDocument.Parse(new MessageMasker().Mask(Encoding.UTF8.GetBytes(string.Concat(parts))).Json);
                }
                catch (JsonException)
                {
                    // Refused.
                }
            })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    // Every text a reader of the output can come to, through JSON in strings too.
    private static void AssertNoCardNumber(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    AssertNoCardNumber(property.Name);
                    AssertNoCardNumber(property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    AssertNoCardNumber(item);
                }

                break;
            case JsonValueKind.String:
                AssertNoCardNumber(element.GetString()!);
                break;
            default:
                AssertNoCardNumber(element.GetRawText());
                break;
        }
    }

    private static void AssertNoCardNumber(string text)
    {
        if (text is ['{' or '[', ..])
        {
            using var nested = JsonDocument.Parse(text);
            AssertNoCardNumber(nested.RootElement);
            return;
        }

        // Digits that are no card number to anyone: a run of twenty, a fraction.
        var rest = text.Replace("41111111111111111111", "", StringComparison.Ordinal).Replace("0.4111111111111111", "", StringComparison.Ordinal);
        var digits = string.Concat(rest.Where(char.IsAsciiDigit));
        Assert.All(TestCards.Some, number => Assert.DoesNotContain(number, digits, StringComparison.Ordinal));
    }
}
