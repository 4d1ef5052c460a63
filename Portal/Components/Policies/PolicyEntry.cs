using Portal.Data.Policies;
using Portal.Gateway.Masking;

namespace Portal.Components.Policies;

/// <summary>A policy in the list.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its newest version.</param>
/// <param name="Sentence">What it does.</param>
/// <param name="Author">Who made the version; null for the product itself.</param>
/// <param name="Reason">Why.</param>
/// <param name="Created">When; null for the product itself.</param>
public sealed record PolicyEntry(
    string Name,
    int Version,
    string Sentence,
    string? Author,
    string? Reason,
    DateTimeOffset? Created
)
{
    /// <summary>The built-in policy.</summary>
    public static PolicyEntry BuiltIn { get; } =
        new(
            MaskingKinds.BuiltInRule,
            MaskingKinds.BuiltInVersion,
            "Masks card numbers, verification codes, magnetic stripe data and PINs in every message of every server, before it "
                + "is recorded or released.",
            null,
            null,
            null
        );

    /// <summary>Whether it comes with the product and cannot be deleted.</summary>
    public bool IsBuiltIn => Created is null;

    /// <summary>A stored policy.</summary>
    public static PolicyEntry Of(PolicyVersion version) =>
        new(
            version.Name,
            version.Version,
            PolicySentence.Of(version.Name, version.Definition),
            version.Author,
            version.Reason,
            version.Created
        );
}
