using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Gateway.Masking;
using Xunit;

namespace Portal.Tests.Gateway.Masking.Cases;

/// <summary>Runs every case of the lists beside this file through the engine: nothing leaks, and nothing else changes.</summary>
public sealed class MaskingCasesTests
{
    private static readonly JsonSerializerOptions PlainOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly MessageMasker _masker = new();

    public static TheoryData<string, string> Messages => Rows(isStream: false);

    public static TheoryData<string, string> Streams => Rows(isStream: true);

    [Theory]
    [MemberData(nameof(Messages))]
    public void Mask_Message_LeaksNothingAndKeepsTheRest(string list, string name)
    {
        var sample = MaskingCase.All[(list, name)];
        var masked = _masker.Mask(sample.Message);
        var output = Encoding.UTF8.GetString(masked.Json.Span);
        AssertCase(sample, Encoding.UTF8.GetString(sample.Message!), output, [output]);
        Assert.Equal(output, Encoding.UTF8.GetString(_masker.Mask(masked.Json).Json.Span));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task Mask_Stream_LeaksNothingAndKeepsTheRest(string list, string name)
    {
        var sample = MaskingCase.All[(list, name)];
        var stream = sample.Chunks.SelectMany(chunk => chunk).ToArray();
        var output = await MaskedStream.MaskAsync(_masker, stream, [.. sample.Chunks.Select(chunk => chunk.Length)], TestContext.Current.CancellationToken);
        AssertCase(sample, Encoding.UTF8.GetString(stream), output.Text, output.Messages);
        Assert.Equal(output.Text, (await MaskedStream.MaskAsync(_masker, Encoding.UTF8.GetBytes(output.Text), [64], TestContext.Current.CancellationToken)).Text);
    }

    private static void AssertCase(MaskingCase sample, string input, string output, IReadOnlyList<string> messages)
    {
        if (sample.IsSame)
        {
            Assert.Equal(input, output);
        }

        var readings = Readings.Of(messages);
        Assert.Empty(Leaks.Of(sample.Mask, readings));
        Assert.All(sample.Keep, kept => Assert.True(
            output.Contains(kept, StringComparison.Ordinal) || readings.Leaves.Exists(leaf => leaf.Contains(kept, StringComparison.Ordinal)) || messages.Any(message => Compact(message).Contains(kept, StringComparison.Ordinal)),
            $"{kept} is gone."));
    }

    private static string Compact(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement, PlainOptions);
    }

    private static TheoryData<string, string> Rows(bool isStream)
    {
        var rows = new TheoryData<string, string>();
        foreach (var ((list, name), sample) in MaskingCase.All)
        {
            if (sample.Chunks.Count > 0 == isStream)
            {
                rows.Add(list, name);
            }
        }

        return rows;
    }
}
