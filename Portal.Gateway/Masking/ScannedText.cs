using Portal.Gateway.Masking.Numbers;
using Portal.Gateway.Masking.Views;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking;

/// <summary>Represents a text with all that those who look for card data ask about it.</summary>
/// <param name="bytes">The text, UTF-8.</param>
/// <param name="view">The same, decoded and folded.</param>
/// <param name="mentions">What it mentions, in order.</param>
/// <param name="field">What is known about it from outside.</param>
/// <param name="scan">The message it is of.</param>
internal readonly ref struct ScannedText(
    ReadOnlySpan<byte> bytes,
    TextView view,
    ReadOnlySpan<Mention> mentions,
    FieldContext field,
    MaskingScan scan
)
{
    /// <summary>Gets the text, UTF-8.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>Gets the text, decoded and folded.</summary>
    public TextView View { get; } = view;

    /// <summary>Gets what it mentions.</summary>
    public ReadOnlySpan<Mention> Mentions { get; } = mentions;

    /// <summary>Gets what is known about it from outside.</summary>
    public FieldContext Field { get; } = field;

    /// <summary>Gets the message it is of.</summary>
    public MaskingScan Scan { get; } = scan;

    /// <summary>Gets the characters of the view.</summary>
    public ReadOnlySpan<char> Characters => View.Characters;

    /// <summary>Gets the words beside numbers.</summary>
    public ContextWindow Words => new(View.Characters, Mentions);

    /// <summary>Returns where some characters of the view stand in the text.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="end">Behind the last.</param>
    public (int Start, int End) BytesOf(int first, int end) => (View.StartOf(first), View.EndOf(end - 1));
}
