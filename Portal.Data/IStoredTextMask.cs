namespace Portal.Data;

/// <summary>Knows card data in text, for whoever stores text.</summary>
public interface IStoredTextMask
{
    /// <summary>Returns the text with card data masked; the same string when there is none.</summary>
    string Mask(string text);

    /// <summary>Whether a whole card number is in the text.</summary>
    bool HoldsCard(string text);
}
