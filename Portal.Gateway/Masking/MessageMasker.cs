using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Portal.Gateway.Masking.Decisions;
using Portal.Gateway.Masking.Decoders;
using Portal.Gateway.Masking.Rules;
using Portal.Gateway.Masking.Words;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Masking;

/// <summary>
/// Masks one whole JSON message in place: card numbers, verification codes, magnetic stripe data and PINs in every string, number and property name, in
/// whatever way they are written there. Bytes outside a replacement stay identical.
/// </summary>
public sealed class MessageMasker
{
    /// <summary>Finds what must be masked in a message; see <see cref="JsonScan.FindInMessage"/>.</summary>
    internal delegate bool Finder(ReadOnlySpan<byte> json, bool keepsIdentifiers, MaskingScan scan, ref List<Edit>? edits);

    /// <summary>Deepest nesting of a reply that is still read.</summary>
    public const int MaxDepth = JsonLimits.MaxReplyDepth;

    // What stands for a message of which nothing may be kept.
    private static readonly ReadOnlyMemory<byte> BlockedJson = "\"[redacted]\""u8.ToArray();

    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = MaxDepth };

    private const int ShortText = 256;

    private readonly Finder _find;

    /// <summary>The engine with all its detectors.</summary>
    public MessageMasker()
        : this(JsonScan.FindInMessage) { }

    /// <summary>The engine with a sensitivity of its own for what no profile is given for.</summary>
    /// <param name="sensitivity">How much must speak for a card number.</param>
    public MessageMasker(Sensitivity sensitivity)
        : this(JsonScan.FindInMessage) => BuiltIn = MaskingProfile.BuiltIn(sensitivity);

    /// <summary>The engine with another way of finding, for tests of what happens when it fails.</summary>
    internal MessageMasker(Finder find) => _find = find;

    /// <summary>Gets the built-in policy at this engine's sensitivity, for what no profile is given for.</summary>
    internal MaskingProfile BuiltIn { get; } = MaskingProfile.Default;

    /// <summary>Masks a message for the wire: the protocol's own identifiers stay, so that the conversation goes on.</summary>
    /// <param name="json">One JSON text, UTF-8.</param>
    /// <param name="profile">What the policies ask for.</param>
    /// <exception cref="MaskingException">The engine failed; nothing of the message may pass.</exception>
    /// <exception cref="JsonException">
    /// It cannot be read, and must not pass. A text in which nothing could be is not parsed: whoever needs it to be JSON reads it, as
    /// <see cref="Protocol.ReplyEnvelope"/> and the request's inspection do.
    /// </exception>
    public MaskedMessage Mask(ReadOnlyMemory<byte> json, MaskingProfile profile) =>
        Mask(json, profile, keepsIdentifiers: true, isRead: false);

    /// <summary>As <see cref="Mask(ReadOnlyMemory{byte}, MaskingProfile)"/>, of a message that was read to its end as JSON a moment ago.</summary>
    /// <param name="json">One JSON text, UTF-8: no deeper than <see cref="MaxDepth"/>.</param>
    /// <param name="profile">What the policies ask for.</param>
    /// <exception cref="MaskingException">The engine failed; nothing of the message may pass.</exception>
    /// <exception cref="JsonException">A name in it is no text.</exception>
    internal MaskedMessage MaskRead(ReadOnlyMemory<byte> json, MaskingProfile profile) =>
        Mask(json, profile, keepsIdentifiers: true, isRead: true);

    /// <summary>Masks a message for the wire under the built-in policy alone.</summary>
    /// <param name="json">One JSON text, UTF-8.</param>
    /// <exception cref="JsonException">It cannot be read, and must not pass.</exception>
    public MaskedMessage Mask(ReadOnlyMemory<byte> json) => Mask(json, BuiltIn);

    /// <summary>Masks a message for the record, where an identifier that holds card data is masked like everything else.</summary>
    /// <param name="json">One JSON text, UTF-8.</param>
    /// <param name="profile">What the policies ask for.</param>
    /// <exception cref="JsonException">The text cannot be read.</exception>
    public MaskedMessage MaskForRecord(ReadOnlyMemory<byte> json, MaskingProfile profile) =>
        Mask(json, profile, keepsIdentifiers: false, isRead: false);

    /// <summary>Masks a message for the record under the built-in policy alone.</summary>
    /// <param name="json">One JSON text, UTF-8.</param>
    /// <exception cref="JsonException">The text cannot be read.</exception>
    public MaskedMessage MaskForRecord(ReadOnlyMemory<byte> json) => MaskForRecord(json, BuiltIn);

    /// <summary>Masks text that is not JSON, such as a header value or an SSE comment. Returns the same string when nothing was masked.</summary>
    /// <exception cref="MaskingException">The engine failed; nothing of the text may pass.</exception>
    public string MaskText(string text)
    {
        // Most are names and header values: short, and nothing to find.
        Span<byte> small = stackalloc byte[ShortText];
        if (
            Encoding.UTF8.TryGetBytes(text, small, out var length) && !CandidateScan.MayHold(small[..length], BuiltIn.Sensitivity)
        )
        {
            return text;
        }

        ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(text);
        var masked = MaskText(bytes);
        return masked.Equals(bytes) ? text : Encoding.UTF8.GetString(masked.Span);
    }

    /// <summary>Masks UTF-8 text that is not JSON. Returns the same memory when nothing was masked.</summary>
    /// <exception cref="MaskingException">The engine failed; nothing of the text may pass.</exception>
    public ReadOnlyMemory<byte> MaskText(ReadOnlyMemory<byte> text)
    {
        try
        {
            List<Edit>? edits = null;
            TextScan.Find(text.Span, default, 0, new MaskingScan(BuiltIn, text.Length), ref edits);
            return edits is null ? text : Edits.Apply(text.Span, edits, BuiltIn);
        }
        catch (Exception exception)
        {
            throw new MaskingException(exception);
        }
    }

    /// <summary>Masks text that is not JSON, by the patterns of one's own policies too.</summary>
    /// <param name="text">The text.</param>
    /// <param name="profile">What the policies ask for; what they would block is redacted, and all of it where one cannot be read.</param>
    /// <exception cref="MaskingException">The engine failed; nothing of the text may pass.</exception>
    public string MaskText(string text, MaskingProfile profile)
    {
        if (profile.Blocker is not null)
        {
            return Encoding.UTF8.GetString(RuleReplacement.Redacted);
        }

        var masked = MaskText(text);
        if (profile.Rules is null)
        {
            return masked;
        }

        ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(masked);
        var own = MaskOwn(bytes, profile.Rules);
        return own.Equals(bytes) ? masked : Encoding.UTF8.GetString(own.Span);
    }

    /// <summary>Masks UTF-8 text that is not JSON, by the patterns of one's own policies too. Returns the same memory when nothing was masked.</summary>
    /// <param name="text">The text.</param>
    /// <param name="profile">What the policies ask for; what they would block is redacted, and all of it where one cannot be read.</param>
    /// <exception cref="MaskingException">The engine failed; nothing of the text may pass.</exception>
    public ReadOnlyMemory<byte> MaskText(ReadOnlyMemory<byte> text, MaskingProfile profile) =>
        profile.Blocker is not null ? RuleReplacement.Redacted
        : profile.Rules is null ? MaskText(text)
        : MaskOwn(MaskText(text), profile.Rules);

    /// <summary>Says what the engine decides about the values of a message, and why. For the test bench; it costs more than masking.</summary>
    /// <param name="json">One JSON text, UTF-8.</param>
    /// <param name="profile">What the policies ask for.</param>
    /// <exception cref="MaskingException">The engine failed.</exception>
    /// <exception cref="JsonException">The text cannot be read.</exception>
    internal IReadOnlyList<MaskingDecision> Explain(ReadOnlyMemory<byte> json, MaskingProfile profile)
    {
        ReadToEnd(json.Span);
        try
        {
            List<Edit>? edits = null;
            List<Edit> kept = [];
            _find(json.Span, keepsIdentifiers: true, new MaskingScan(profile, json.Length) { Kept = kept }, ref edits);
            return DecisionsOf(json.Span, edits ?? [], kept);
        }
        catch (Exception exception) when (exception is not JsonException)
        {
            throw new MaskingException(exception);
        }
    }

    private static List<MaskingDecision> DecisionsOf(ReadOnlySpan<byte> json, List<Edit> edits, List<Edit> kept)
    {
        Edits.Resolve(edits);

        // A number that was weighed in several windows is told once, and not at all where one of them was masked.
        kept.RemoveAll(edit => edits.Exists(masked => edit.Start < masked.End && masked.Start < edit.End));
        List<Edit> all = [.. edits, .. kept.DistinctBy(static edit => (edit.Start, edit.Token))];
        all.Sort(static (left, right) => left.Start.CompareTo(right.Start));
        JsonPath.Assign(json, all, ReaderOptions);
        return all.ConvertAll(edit => new MaskingDecision(
            MaskingKinds.NameOf(edit.Kind),
            edit.Path ?? "$",
            edit.Start,
            edit.Length,
            IsMasked: edit.Form != EditForm.Kept,
            edit.Reasons.ToList()
        ));
    }

    private static ReadOnlyMemory<byte> MaskOwn(ReadOnlyMemory<byte> text, RuleSet rules)
    {
        try
        {
            return rules.ApplyToText(text);
        }
        catch (Exception exception)
        {
            throw new MaskingException(exception);
        }
    }

    private MaskedMessage Mask(ReadOnlyMemory<byte> json, MaskingProfile profile, bool keepsIdentifiers, bool isRead)
    {
        try
        {
            return MaskMessage(json, profile, keepsIdentifiers, isRead);
        }
        catch (Exception exception) when (exception is not JsonException)
        {
            throw new MaskingException(exception);
        }
    }

    private MaskedMessage MaskMessage(ReadOnlyMemory<byte> json, MaskingProfile profile, bool keepsIdentifiers, bool isRead)
    {
        if (!Utf8.IsValid(json.Span))
        {
            throw new JsonException("The text is not valid UTF-8.");
        }

        if (profile.Blocker is { } blocker)
        {
            var why = new MaskingHit(
                MaskingRuleKinds.Message,
                "$",
                blocker.Name,
                blocker.Version,
                MaskingAction.Block,
                1,
                [MaskingReason.OwnPolicy]
            );
            return new MaskedMessage(BlockedJson, [why], KeepsCardData: false, [], IsBlocked: true);
        }

        var masked = MaskBuiltIn(json, profile, keepsIdentifiers, isRead);
        return profile.Rules is { } rules ? rules.Apply(masked, profile.Direction) : masked;
    }

    private MaskedMessage MaskBuiltIn(ReadOnlyMemory<byte> json, MaskingProfile profile, bool keepsIdentifiers, bool isRead)
    {
        if (!CandidateScan.MayHoldInJson(json.Span, profile.Sensitivity))
        {
            return MaskedMessage.Untouched(json);
        }

        if (!isRead)
        {
            ReadToEnd(json.Span);
        }

        var found = EditList.Take();
        try
        {
            List<Edit>? edits = found;
            var kept = _find(json.Span, keepsIdentifiers, new MaskingScan(profile, json.Length), ref edits);
            return edits is null or { Count: 0 }
                ? MaskedMessage.Untouched(json, kept)
                : Replace(json, edits, profile, keepsIdentifiers, kept);
        }
        finally
        {
            EditList.Return(found);
        }
    }

    private static void ReadToEnd(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, ReaderOptions);
        while (reader.Read()) { }
    }

    private static MaskedMessage Replace(
        ReadOnlyMemory<byte> json,
        List<Edit> edits,
        MaskingProfile profile,
        bool keepsIdentifiers,
        bool kept
    )
    {
        if (keepsIdentifiers && profile.Direction == MaskingDirection.Request)
        {
            edits.RemoveAll(edit => edit.Form is not EditForm.Encoded && profile.PassesOnWire(edit.Kind));
        }

        var released =
            keepsIdentifiers && profile.Exceptions is { } exceptions ? CardRelease.Take(json.Span, edits, exceptions) : [];
        if (edits.Count == 0)
        {
            return MaskedMessage.Untouched(json, kept) with { Released = released };
        }

        Edits.Resolve(edits);
        return new MaskedMessage(
            Edits.Apply(json.Span, edits, profile),
            new MaskedPlaces(json, edits, profile),
            kept,
            CardsOf(edits),
            IsBlocked(edits, profile)
        )
        {
            Released = released,
        };
    }

    private static List<CardNumber> CardsOf(List<Edit> edits)
    {
        var count = 0;
        foreach (ref readonly var edit in CollectionsMarshal.AsSpan(edits))
        {
            count += edit.Card.IsNone ? 0 : 1;
        }

        var cards = new List<CardNumber>(count);
        foreach (ref readonly var edit in CollectionsMarshal.AsSpan(edits))
        {
            edit.AddCards(cards);
        }

        return cards;
    }

    private static bool IsBlocked(List<Edit> edits, MaskingProfile profile) =>
        profile.BlocksAny && edits.Exists(edit => profile.RuleFor(edit.Kind).Action == MaskingAction.Block);
}
