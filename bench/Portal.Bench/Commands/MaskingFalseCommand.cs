using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Portal.Gateway.Masking;

namespace Portal.Bench.Commands;

/// <summary>
/// Masks every file of a folder, as the text of a tool's result and, where it is JSON, as its structured content too, and tells
/// every replacement: of data that holds no card data each is a false one.
/// </summary>
internal static class MaskingFalseCommand
{
    private const int Beside = 24;
    private const int MostShown = 400;

    /// <summary>Runs it.</summary>
    /// <param name="args">The folder.</param>
    public static int Run(string[] args)
    {
        if (args is not [var folder] || !Directory.Exists(folder))
        {
            throw new BenchException("masking-false takes one folder that exists.");
        }

        var totals = new Totals();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            Try(file, Path.GetRelativePath(folder, file), totals);
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{totals.Files} files, {totals.Bytes / 1e6:0.0} MB: {totals.Replaced} replacements, {totals.Refused} refused, "
                    + $"slowest {totals.Slowest:0.00} s per MB ({totals.SlowestFile})"
            )
        );
        return 0;
    }

    private static void Try(string path, string name, Totals totals)
    {
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length == 0 || !Utf8.IsValid(bytes))
        {
            return;
        }

        totals.Files++;
        totals.Bytes += bytes.Length;
        var text = Encoding.UTF8.GetString(bytes);
        var result = new { content = new[] { new { type = "text", text } } };
        Mask(JsonSerializer.SerializeToUtf8Bytes(new { result }), name, totals);
        if (IsJson(bytes))
        {
            Mask([.. "{\"result\":{\"structuredContent\":"u8, .. bytes, .. "}}"u8], name + " (JSON)", totals);
        }
    }

    private static bool IsJson(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Mask(byte[] json, string name, Totals totals)
    {
        try
        {
            var watch = Stopwatch.StartNew();
            var masked = new MessageMasker().Mask(json);
            var slowness = watch.Elapsed.TotalSeconds / Math.Max(json.Length, 100_000) * 1e6;
            if (slowness > totals.Slowest)
            {
                (totals.Slowest, totals.SlowestFile) = (slowness, name);
            }

            Compare(json, masked.Json.Span, name, totals);
        }
        catch (Exception exception) when (exception is JsonException or MaskingException)
        {
            totals.Refused++;
            Console.WriteLine($"{name}: refused: {exception.InnerException ?? exception}");
        }
    }

    // Where both differ, until they are the same again.
    private static void Compare(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, string name, Totals totals)
    {
        if (before.SequenceEqual(after))
        {
            return;
        }

        if (before.Length != after.Length)
        {
            totals.Replaced++;
            var at = before.CommonPrefixLength(after);
            Show(before, after, at, name, totals);
            return;
        }

        for (var position = 0; position < before.Length; position++)
        {
            if (before[position] == after[position])
            {
                continue;
            }

            totals.Replaced++;
            Show(before, after, position, name, totals);
            while (position < before.Length && !AreAlike(before, after, position))
            {
                position++;
            }
        }
    }

    private static bool AreAlike(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, int position) =>
        before[position..].StartsWith(after[position..Math.Min(after.Length, position + Beside)]);

    private static void Show(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, int at, string name, Totals totals)
    {
        if (totals.Replaced <= MostShown)
        {
            var from = Math.Max(0, at - (2 * Beside));
            Console.WriteLine($"{name}: {Part(before, from, at)} -> {Part(after, at, at)}");
        }
    }

    private static string Part(ReadOnlySpan<byte> text, int from, int at) =>
        Encoding.UTF8.GetString(text[from..Math.Min(text.Length, at + Beside)]).Replace("\n", "\\n", StringComparison.Ordinal);

    private sealed class Totals
    {
        public int Files { get; set; }

        public long Bytes { get; set; }

        public int Replaced { get; set; }

        public int Refused { get; set; }

        public double Slowest { get; set; }

        public string SlowestFile { get; set; } = "";
    }
}
