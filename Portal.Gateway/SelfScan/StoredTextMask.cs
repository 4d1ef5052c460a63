using System.Text;
using System.Text.Json;
using Portal.Data;
using Portal.Gateway.Masking;

namespace Portal.Gateway.SelfScan;

/// <summary>Knows card data in what is to be stored by the same means with which the self-scan looks for it afterwards.</summary>
public sealed class StoredTextMask(MessageMasker masker) : IStoredTextMask
{
    /// <inheritdoc />
    public string Mask(string text)
    {
        var masked = text;
        if (text.AsSpan().TrimStart() is ['{' or '[', ..])
        {
            try
            {
                var message = masker.MaskForRecord(Encoding.UTF8.GetBytes(text));
                masked = message.Count == 0 ? text : Encoding.UTF8.GetString(message.Json.Span);
            }
            catch (Exception exception) when (exception is JsonException or MaskingException)
            {
                // No JSON, or none that can be read: as text below.
            }
        }

        return masker.MaskText(masked);
    }

    /// <inheritdoc />
    public bool HoldsCard(string text)
    {
        var cards = new List<CardNumber>();
        foreach (var edit in TextFinder.Find(Encoding.UTF8.GetBytes(text), masker.BuiltIn) ?? [])
        {
            edit.AddCards(cards);
        }

        return cards.Count > 0;
    }
}
