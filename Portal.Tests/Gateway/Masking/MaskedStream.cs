using System.Text;
using Portal.Gateway.Masking;
using Portal.Gateway.Protocol;
using Portal.Gateway.Replies;
using Portal.Tests.Fakes;

namespace Portal.Tests.Gateway.Masking;

/// <summary>An event stream after it went through the reader, the engine and the rewriting of events, as a reply does.</summary>
/// <param name="Text">The stream.</param>
/// <param name="Messages">The messages in its events.</param>
internal sealed record MaskedStream(string Text, IReadOnlyList<string> Messages)
{
    private const int MaxEventBytes = 1 << 24;

    /// <summary>Masks a stream that arrives in chunks of given sizes.</summary>
    public static async Task<MaskedStream> MaskAsync(MessageMasker masker, byte[] stream, int[] sizes, CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        var messages = new List<string>();
        var tail = new StreamTail();
        using var chunks = new ChunkedStream(stream, sizes);
        using var reader = new SseEventReader(chunks, MaxEventBytes);
        while (await reader.ReadAsync(cancellationToken) is { IsComplete: true } next)
        {
            var data = EventData.Read(next.Raw.Span);
            var json = data.Text.IsEmpty ? data.Text : tail.Mask(masker.Mask(data.Text), MaskingProfile.Default).Json;
            if (!json.IsEmpty)
            {
                messages.Add(Encoding.UTF8.GetString(json.Span));
            }

            output.Write(new EventRewriter(masker, MaskingProfile.Default).Rewrite(next.Raw.Span, data, json.Span, masker.MaskText(data.Name)).Span);
        }

        return new MaskedStream(Encoding.UTF8.GetString(output.ToArray()), messages);
    }
}
