using System.Text;
using System.Text.Json;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Decisions;

namespace Portal.Bench.Commands;

/// <summary>
/// Writes what the engine knows about every number it weighs in a list of cases, for <c>eng/masking/fit.py</c>: the names of the
/// features, whether the number must be masked, and how often.
/// </summary>
internal static class MaskingFeaturesCommand
{
    private const int LeastDigits = 12;
    private const int LeastOverlap = 4;

    /// <summary>Runs it.</summary>
    /// <param name="args">The list, and where the output goes.</param>
    public static int Run(string[] args)
    {
        if (args is not [var cases, var output])
        {
            throw new BenchException("masking-features takes two files: the cases, and where the output goes.");
        }

        var counts = new Dictionary<(ulong Features, bool IsCard), int>();
        foreach (var line in File.ReadLines(cases))
        {
            using var document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 256 });
            var item = document.RootElement;
            // The protocol's own identifiers are kept whatever they weigh.
            if (item.GetProperty("class").GetString() != "protocol_id" && item.TryGetProperty("message", out var message))
            {
                Weigh(Encoding.UTF8.GetBytes(message.GetRawText()), item, counts);
            }
        }

        using var writer = new StreamWriter(output);
        foreach (var ((features, isCard), count) in counts.OrderByDescending(pair => pair.Value))
        {
            var names = Enum.GetValues<PanFeature>().Where(new FeatureSet(features).Has).Select(feature => feature.ToString());
            writer.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        features = names,
                        card = isCard,
                        count,
                    }
                )
            );
        }

        return 0;
    }

    private static void Weigh(byte[] json, JsonElement item, Dictionary<(ulong Features, bool IsCard), int> counts)
    {
        var masked = item.GetProperty("mask")
            .EnumerateArray()
            .Select(value => string.Concat(value.GetString()!.Where(char.IsAsciiDigit)))
            .Where(digits => digits.Length >= LeastDigits)
            .ToHashSet();
        var scan = new MaskingScan(MaskingProfile.Default, json.Length)
        {
            Weighed = (digits, features) =>
            {
                var number = Encoding.ASCII.GetString(digits);

                // Windows across a number are neither.
                if (masked.Contains(number) || !masked.Any(known => Overlap(known, number)))
                {
                    var key = (features.Bits, masked.Contains(number));
                    counts[key] = counts.GetValueOrDefault(key) + 1;
                }
            },
        };
        List<Edit>? edits = null;
        try
        {
            JsonScan.FindInMessage(json, keepsIdentifiers: false, scan, ref edits);
        }
        catch (JsonException)
        {
            // A message that is refused weighs nothing.
        }
    }

    private static bool Overlap(string known, string number) =>
        known.Contains(number, StringComparison.Ordinal)
        || number.Contains(known, StringComparison.Ordinal)
        || Enumerable
            .Range(LeastOverlap, Math.Max(0, number.Length - LeastOverlap))
            .Any(length =>
                known.EndsWith(number[..length], StringComparison.Ordinal)
                || known.StartsWith(number[^length..], StringComparison.Ordinal)
            );
}
