using Portal.Gateway.Masking.Views;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Fragments;

/// <summary>Says what stands in front of digits in a text.</summary>
internal static class FragmentLabel
{
    private const int Reach = 64;
    private const Senses Nothing = Senses.Value | Senses.Weak | Senses.Payment;

    /// <summary>Whether the nearest word in front that says anything says card.</summary>
    /// <param name="text">The text.</param>
    /// <param name="end">Where the digits begin.</param>
    public static bool IsCard(ReadOnlySpan<byte> text, int end)
    {
        if (end == 0)
        {
            return false;
        }

        var senses = LabelBefore(text, end);
        return FragmentNames.SayCard(senses) && (senses & (Senses.StandIn | Senses.Secret)) == Senses.None;
    }

    private static Senses LabelBefore(ReadOnlySpan<byte> text, int end)
    {
        using var view = TextView.Of(text[Math.Max(0, end - Reach)..end]);
        var mentions = new List<Mention>();
        Mentions.Find(view, mentions);
        return mentions.FindLast(static mention => (mention.Senses & ~Nothing) != Senses.None).Senses;
    }
}
