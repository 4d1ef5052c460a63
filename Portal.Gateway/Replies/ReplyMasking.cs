using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Portal.Gateway.Configuration;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Masking;
using Portal.Gateway.Policy;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Replies;

/// <summary>Masks what the server sent by the policies in force: message by message, for the wire and for the record.</summary>
internal sealed class ReplyMasking(MessageMasker masker, MaskingProfileResolver profiles, IOptions<GatewayOptions> options)
{
    private readonly bool _saysSo = options.Value.Masking.Notice;

    /// <summary>Masks a JSON text that holds one message or a batch.</summary>
    /// <param name="exchange">What it belongs to.</param>
    /// <param name="json">The text.</param>
    /// <param name="progress">The stream it came in; null for a reply of its own.</param>
    /// <exception cref="JsonException">It is no JSON-RPC message.</exception>
    /// <exception cref="MaskingException">Masking failed; nothing of it may pass.</exception>
    public List<MaskedReply> Mask(Exchange exchange, ReadOnlyMemory<byte> json, StreamProgress? progress)
    {
        var profile = ProfileOf(exchange);
        return ReplyEnvelope
            .ReadAll(json.Span)
            .ConvertAll(message =>
            {
                var (wire, recorded) = Mask(json[message.Place], profile, progress);
                return new MaskedReply(message.Envelope, message.Place, wire, recorded);
            });
    }

    /// <summary>Masks one JSON text that was read to its end, whatever it says.</summary>
    /// <exception cref="MaskingException">Masking failed; nothing of it may pass.</exception>
    public (MaskedMessage Wire, MaskedMessage Recorded) MaskOne(
        Exchange exchange,
        ReadOnlyMemory<byte> json,
        StreamProgress progress
    ) => Mask(json, ProfileOf(exchange), progress);

    /// <summary>Masks the value of a header that HTTP or MCP gives a meaning, by the built-in policy alone.</summary>
    public string MaskHeader(string value) => masker.MaskText(value);

    /// <summary>Masks the value of a trailer, which may say anything.</summary>
    public string MaskTrailer(Exchange exchange, string value) => MaskText(exchange, value);

    /// <summary>Masks text that is no message.</summary>
    /// <exception cref="MaskingException">Masking failed; nothing of it may pass.</exception>
    public string MaskText(Exchange exchange, string text) => masker.MaskText(text, ProfileOf(exchange));

    /// <summary>Puts masked data back into its event.</summary>
    /// <param name="exchange">What it belongs to.</param>
    /// <param name="raw">The event.</param>
    /// <param name="data">What was read of it.</param>
    /// <param name="masked">The masked data.</param>
    /// <param name="name">The masked name; null where it is masked here.</param>
    /// <returns>The event; the very same memory when nothing was masked and every line passes as it is.</returns>
    public ReadOnlyMemory<byte> Rewrite(
        Exchange exchange,
        ReadOnlyMemory<byte> raw,
        EventData data,
        ReadOnlySpan<byte> masked,
        string? name = null
    )
    {
        var profile = ProfileOf(exchange);
        var isPlain = data.IsPlain && (profile.Rules is null || !data.HasComment) && (name is null || name == data.Name);
        return isPlain && masked.SequenceEqual(data.Text.Span)
            ? raw
            : new EventRewriter(masker, profile).Rewrite(raw.Span, data, masked, name ?? masker.MaskText(data.Name));
    }

    /// <summary>
    /// The text with each of its messages masked, and with what was masked said in results; the very same memory when nothing was.
    /// </summary>
    public ReadOnlyMemory<byte> Join(ReadOnlyMemory<byte> json, List<MaskedReply> replies)
    {
        if (replies is [{ Place: var whole } single] && whole.Equals(..json.Length))
        {
            return WireOf(single);
        }

        if (replies.TrueForAll(reply => reply.Wire.Count == 0 && !reply.Envelope.HasNotice))
        {
            return json;
        }

        var output = new ArrayBufferWriter<byte>(json.Length + 64);
        var position = 0;
        foreach (var reply in replies)
        {
            var (start, length) = reply.Place.GetOffsetAndLength(json.Length);
            output.Write(json.Span[position..start]);
            output.Write(WireOf(reply).Span);
            position = start + length;
        }

        output.Write(json.Span[position..]);
        return output.WrittenMemory;
    }

    private ReadOnlyMemory<byte> WireOf(in MaskedReply reply) =>
        reply.Wire.Count == 0 && !reply.Envelope.HasNotice
            ? reply.Wire.Json
            : MaskingNotice.Write(reply.Wire.Json, _saysSo && reply.Envelope.Method is null ? reply.Wire.Hits : []);

    private (MaskedMessage Wire, MaskedMessage Recorded) Mask(
        ReadOnlyMemory<byte> json,
        MaskingProfile profile,
        StreamProgress? progress
    )
    {
        var wire = masker.MaskRead(json, profile);
        wire = progress?.Tail.Mask(wire, profile) ?? wire;
        return (wire, profile.Exceptions is null ? wire : Recorded(json, wire, profile.ForRecord, progress));
    }

    private MaskingProfile ProfileOf(Exchange exchange) => profiles.ProfileFor(exchange.Caller, MaskingTargets.OfReply(exchange));

    // Never from what passes to the caller: what a rule of one's own changed there could hide a card number from the detectors.
    private MaskedMessage Recorded(
        ReadOnlyMemory<byte> json,
        in MaskedMessage wire,
        MaskingProfile profile,
        StreamProgress? progress
    )
    {
        var recorded = masker.MaskForRecord(json, profile);
        recorded = progress?.RecordTail.Mask(recorded, profile) ?? recorded;
        return recorded with { Released = wire.Released };
    }
}
