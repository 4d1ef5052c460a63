using System.Text;
using System.Text.Json;
using Portal.Gateway.Masking;
using Portal.Gateway.Protocol;
using Portal.Gateway.Replies;

namespace Portal.Bench.Commands;

/// <summary>
/// Masks every case of a list, as <c>eng/masking/corpus.py</c> writes them, and writes what came out for
/// <c>eng/masking/score.py</c>.
/// </summary>
internal static class MaskingCasesCommand
{
    private const int MaxEventBytes = 1 << 24;

    /// <summary>Runs it.</summary>
    /// <param name="args">The list, and where the output goes.</param>
    public static int Run(string[] args)
    {
        if (args is not [var cases, var output])
        {
            throw new BenchException("masking-cases takes two files: the cases, and where the output goes.");
        }

        using var writer = new StreamWriter(output, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var masker = new MessageMasker();
        foreach (var line in File.ReadLines(cases))
        {
            using var document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 256 });
            var result = new
            {
                id = document.RootElement.GetProperty("id").GetString(),
                output = MaskCase(masker, document.RootElement),
            };
            writer.WriteLine(JsonSerializer.Serialize(result));
        }

        return 0;
    }

    private static object MaskCase(MessageMasker masker, JsonElement item)
    {
        try
        {
            return item.TryGetProperty("chunks", out var chunks) && chunks.ValueKind == JsonValueKind.Array
                ? new[] { MaskStreamAsync(masker, Bytes(chunks)).GetAwaiter().GetResult() }
                : Encoding.UTF8.GetString(masker.Mask(Encoding.UTF8.GetBytes(TextOf(item))).Json.Span);
        }
        catch (Exception exception) when (exception is JsonException or MaskingException)
        {
            return $"refused: {exception.InnerException?.Message ?? exception.Message}";
        }
    }

    private static byte[] Bytes(JsonElement chunks) =>
        Encoding.UTF8.GetBytes(string.Concat(chunks.EnumerateArray().Select(chunk => chunk.GetString())));

    // "wire" is the text to the letter; a message is written as the list has it.
    private static string TextOf(JsonElement item) =>
        item.TryGetProperty("wire", out var wire) && wire.ValueKind == JsonValueKind.String
            ? wire.GetString()!
            : item.GetProperty("message").GetRawText();

    private static async Task<string> MaskStreamAsync(MessageMasker masker, byte[] stream)
    {
        using var output = new MemoryStream();
        var tail = new StreamTail();
        using var input = new MemoryStream(stream);
        using var reader = new SseEventReader(input, MaxEventBytes);
        while (await reader.ReadAsync(CancellationToken.None) is { IsComplete: true } next)
        {
            var data = EventData.Read(next.Raw.Span);
            var json = data.Text.IsEmpty ? data.Text : tail.Mask(masker.Mask(data.Text), MaskingProfile.Default).Json;
            var rewriter = new EventRewriter(masker, MaskingProfile.Default);
            output.Write(rewriter.Rewrite(next.Raw.Span, data, json.Span, masker.MaskText(data.Name)).Span);
        }

        return Encoding.UTF8.GetString(output.ToArray());
    }
}
