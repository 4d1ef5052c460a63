namespace Portal.Data;

/// <summary>How a text column is kept free of card data.</summary>
public enum StoredTextKind
{
    /// <summary>A client, a server or the portal says it: card data in it is masked.</summary>
    Masked,

    /// <summary>A person types it: a card number in it is refused with a sentence.</summary>
    Typed,

    /// <summary>A ciphertext, a hash, a key or a signature: it cannot be read, and looks like anything.</summary>
    Opaque,
}
