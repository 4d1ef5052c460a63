using Portal.Data.Keys;

namespace Portal.Gateway.Keys;

/// <summary>The register at one moment.</summary>
/// <param name="Rows">Every key, by purpose, newest first.</param>
/// <param name="Usable">Those whose secret can be used, by purpose, newest first.</param>
internal sealed record KeySnapshot(
    IReadOnlyList<ManagedKey> Rows,
    IReadOnlyDictionary<KeyPurpose, IReadOnlyList<UsableKey>> Usable
)
{
    public static KeySnapshot Empty { get; } = new([], new Dictionary<KeyPurpose, IReadOnlyList<UsableKey>>());

    /// <summary>The keys of a purpose that can be used, the active one first.</summary>
    public IReadOnlyList<UsableKey> Of(KeyPurpose purpose) => Usable.GetValueOrDefault(purpose) ?? [];

    /// <summary>The key that makes what is new: the newest, if it can be used. An older one must not take its place.</summary>
    public UsableKey? Active(KeyPurpose purpose) =>
        Of(purpose) is [var newest, ..] && Rows.First(row => row.Purpose == purpose).Version == newest.Version ? newest : null;
}
