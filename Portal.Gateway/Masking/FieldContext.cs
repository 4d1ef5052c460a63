using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking;

/// <summary>Represents what is known about a value before it is read.</summary>
/// <param name="Name">What its name says, and those above where its own says nothing.</param>
/// <param name="Beside">What the other members of its object say about it.</param>
internal readonly record struct FieldContext(Senses Name, Senses Beside = Senses.None)
{
    /// <summary>Gets all of it.</summary>
    public Senses All => Name | Beside;
}
