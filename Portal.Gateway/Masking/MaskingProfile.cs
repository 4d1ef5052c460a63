using System.Text;
using Portal.Gateway.Masking.Decisions;
using Portal.Gateway.Masking.Rules;

namespace Portal.Gateway.Masking;

/// <summary>
/// Represents what masking policies ask for in one message: an action for each built-in kind, rules of one's own, exceptions. Immutable and shared between messages.
/// </summary>
public sealed class MaskingProfile
{
    /// <summary>The built-in policy alone: every kind is masked, and files that masking cannot read pass.</summary>
    public static readonly MaskingProfile Default = MakeBuiltIn(Sensitivity.Balanced, passesUnreadable: true);

    // By sensitivity.
    private static readonly MaskingProfile[] Passing =
    [
        Default,
        MakeBuiltIn(Sensitivity.Strict, passesUnreadable: true),
        MakeBuiltIn(Sensitivity.Precise, passesUnreadable: true),
    ];

    private static readonly MaskingProfile[] Withholding =
    [
        .. Enum.GetValues<Sensitivity>().Select(sensitivity => MakeBuiltIn(sensitivity, passesUnreadable: false)),
    ];

    private static readonly byte[] RedactedText = "[redacted]"u8.ToArray();
    private static readonly byte[] RedactedNumber = "0"u8.ToArray();

    private readonly Func<CardNumber, string>? _token;

    /// <summary>Puts a profile together.</summary>
    /// <param name="pan">For primary account numbers.</param>
    /// <param name="cvv">For verification codes.</param>
    /// <param name="track">For magnetic stripe data.</param>
    /// <param name="pin">For PINs and PIN blocks.</param>
    /// <param name="token">Makes the handle of a card number; needed where <paramref name="pan"/> asks for tokens. ASCII that needs no escape in JSON.</param>
    /// <exception cref="ArgumentException">An action that a kind cannot have: sensitive authentication data has no tokens (PCI DSS 3.3.1).</exception>
    public MaskingProfile(KindRule pan, KindRule cvv, KindRule track, KindRule pin, Func<CardNumber, string>? token)
    {
        if (cvv.Action == MaskingAction.Token || track.Action == MaskingAction.Token || pin.Action == MaskingAction.Token)
        {
            throw new ArgumentException(
                "Sensitive authentication data cannot be replaced by tokens: nothing that can be traced back to it may be kept."
            );
        }

        if (pan.Action == MaskingAction.Token && token is null)
        {
            throw new ArgumentException("Tokens for card numbers need the function that makes them.", nameof(token));
        }

        Pan = pan;
        Cvv = cvv;
        Track = track;
        Pin = pin;
        _token = token;
        MasksAll =
            pan.Action == MaskingAction.Mask
            && cvv.Action == MaskingAction.Mask
            && track.Action == MaskingAction.Mask
            && pin.Action == MaskingAction.Mask;
    }

    /// <summary>Returns the built-in policy alone; the same object for the same arguments.</summary>
    /// <param name="sensitivity">How much must speak for a card number.</param>
    /// <param name="passesUnreadable">See <see cref="PassesUnreadable"/>.</param>
    public static MaskingProfile BuiltIn(Sensitivity sensitivity, bool passesUnreadable = true) =>
        (passesUnreadable ? Passing : Withholding)[(int)sensitivity];

    /// <summary>For primary account numbers.</summary>
    public KindRule Pan { get; }

    /// <summary>For verification codes.</summary>
    public KindRule Cvv { get; }

    /// <summary>For magnetic stripe data and its chip equivalents.</summary>
    public KindRule Track { get; }

    /// <summary>For PINs and PIN blocks.</summary>
    public KindRule Pin { get; }

    /// <summary>Gets how much must speak for a card number before it is masked.</summary>
    public Sensitivity Sensitivity { get; internal init; }

    /// <summary>Which way the message goes. Of a request only what a policy names is replaced on the wire: the server may need the rest.</summary>
    public MaskingDirection Direction { get; internal init; }

    /// <summary>Gets whether a result passes with files that masking cannot read, such as PDFs and archives. Default: false, it is withheld.</summary>
    public bool PassesUnreadable { get; init; }

    /// <summary>A stored policy that may concern the message and cannot be read, so that the message is withheld.</summary>
    public MaskingRule? Blocker { get; internal init; }

    /// <summary>Fields and patterns of one's own; null without any.</summary>
    internal RuleSet? Rules { get; init; }

    /// <summary>Fields whose card numbers pass to the caller; null without any.</summary>
    internal RuleSet? Exceptions { get; init; }

    /// <summary>The same for the record, which no exception reaches.</summary>
    internal MaskingProfile ForRecord =>
        Exceptions is null
            ? this
            : new MaskingProfile(Pan, Cvv, Track, Pin, _token)
            {
                Direction = Direction,
                Sensitivity = Sensitivity,
                PassesUnreadable = PassesUnreadable,
                Blocker = Blocker,
                Rules = Rules,
            };

    /// <summary>Gets whether no policy but the built-in one says anything.</summary>
    internal bool IsBuiltIn =>
        Blocker is null
        && Rules is null
        && Exceptions is null
        && ReferenceEquals(Pan, KindRule.BuiltIn)
        && ReferenceEquals(Cvv, KindRule.BuiltIn)
        && ReferenceEquals(Track, KindRule.BuiltIn)
        && ReferenceEquals(Pin, KindRule.BuiltIn);

    /// <summary>Whether values of a kind stay on the wire: of a request, when no policy but the built-in one says anything about them.</summary>
    internal bool PassesOnWire(MaskingKind kind) =>
        Direction == MaskingDirection.Request && ReferenceEquals(RuleFor(kind), KindRule.BuiltIn);

    /// <summary>Whether values of every kind are masked, and nothing else is done with them.</summary>
    internal bool MasksAll { get; }

    /// <summary>Whether values of any kind make a message be withheld.</summary>
    internal bool BlocksAny =>
        Pan.Action == MaskingAction.Block
        || Cvv.Action == MaskingAction.Block
        || Track.Action == MaskingAction.Block
        || Pin.Action == MaskingAction.Block;

    /// <summary>The rule for a kind.</summary>
    /// <param name="kind">The kind.</param>
    internal KindRule RuleFor(MaskingKind kind) =>
        kind switch
        {
            MaskingKind.Pan => Pan,
            MaskingKind.Cvv => Cvv,
            MaskingKind.Track => Track,
            MaskingKind.Pin => Pin,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No built-in kind of value."),
        };

    /// <summary>Returns what stands in place of a value.</summary>
    internal byte[] Render(in Edit edit)
    {
        var action = RuleFor(edit.Kind).Action;
        return (edit.Form, action) switch
        {
            (EditForm.Encoded or EditForm.Part, _) or (_, MaskingAction.Mask) => edit.Replacement,
            (EditForm.Number, MaskingAction.Redact or MaskingAction.Block) => RedactedNumber,
            (EditForm.Text, MaskingAction.Token) when !edit.Card.IsNone => Encoding.ASCII.GetBytes(_token!(edit.Card)),
            (EditForm.Text, MaskingAction.Redact or MaskingAction.Block) => RedactedText,
            _ => edit.Replacement,
        };
    }

    private static MaskingProfile MakeBuiltIn(Sensitivity sensitivity, bool passesUnreadable) =>
        new(KindRule.BuiltIn, KindRule.BuiltIn, KindRule.BuiltIn, KindRule.BuiltIn, null)
        {
            Sensitivity = sensitivity,
            PassesUnreadable = passesUnreadable,
        };
}
