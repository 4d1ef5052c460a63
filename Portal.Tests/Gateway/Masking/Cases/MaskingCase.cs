using System.Text;
using System.Text.Json;

namespace Portal.Tests.Gateway.Masking.Cases;

/// <summary>
/// One message with what must be gone from it and what must still be there, read from the lists beside this file: one JSON object a line.
/// <c>message</c> holds the message as it stands on the wire, to the byte; <c>text</c> holds it as a string where it has line ends; <c>chunks</c> and
/// <c>bytes</c> (Base64) hold an event stream as it arrives. <c>same</c> says that not one byte may change.
/// </summary>
internal sealed record MaskingCase
{
    private const string Suffix = ".jsonl";

    private static readonly Lazy<IReadOnlyDictionary<(string List, string Name), MaskingCase>> Cases = new(ReadAll);

    /// <summary>Every case, sorted.</summary>
    public static IReadOnlyDictionary<(string List, string Name), MaskingCase> All => Cases.Value;

    /// <summary>The message; null for a stream.</summary>
    public byte[]? Message { get; private init; }

    /// <summary>The stream in the pieces it arrives in.</summary>
    public IReadOnlyList<byte[]> Chunks { get; private init; } = [];

    /// <summary>What must be gone, in whatever way it is written.</summary>
    public IReadOnlyList<string> Mask { get; private init; } = [];

    /// <summary>What must still be there.</summary>
    public IReadOnlyList<string> Keep { get; private init; } = [];

    /// <summary>Whether nothing may change.</summary>
    public bool IsSame { get; private init; }

    private static SortedDictionary<(string List, string Name), MaskingCase> ReadAll()
    {
        var cases = new SortedDictionary<(string List, string Name), MaskingCase>();
        var assembly = typeof(MaskingCase).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.Contains(".Masking.Cases.", StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            var list = resource[..^Suffix.Length].Split('.')[^1];
            while (reader.ReadLine() is { } line)
            {
                using var document = JsonDocument.Parse(line);
                cases.Add((list, document.RootElement.GetProperty("name").GetString()!), Read(document.RootElement));
            }
        }

        return cases;
    }

    private static MaskingCase Read(JsonElement line) => new()
    {
        Message = line.TryGetProperty("message", out var message) ? Encoding.UTF8.GetBytes(message.GetRawText())
            : line.TryGetProperty("text", out var text) ? Encoding.UTF8.GetBytes(text.GetString()!) : null,
        Chunks = line.TryGetProperty("chunks", out var chunks) ? [.. chunks.EnumerateArray().Select(chunk => Encoding.UTF8.GetBytes(chunk.GetString()!))]
            : line.TryGetProperty("bytes", out var bytes) ? [.. bytes.EnumerateArray().Select(chunk => chunk.GetBytesFromBase64())] : [],
        Mask = Strings(line, "mask"),
        Keep = Strings(line, "keep"),
        IsSame = line.TryGetProperty("same", out var same) && same.GetBoolean(),
    };

    private static string[] Strings(JsonElement line, string name) =>
        line.TryGetProperty(name, out var values) ? [.. values.EnumerateArray().Select(value => value.GetString()!)] : [];
}
