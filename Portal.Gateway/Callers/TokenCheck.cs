namespace Portal.Gateway.Callers;

/// <summary>Represents what became of a presented token.</summary>
/// <param name="Caller">Who it stands for; null when it is refused.</param>
/// <param name="Fault">Why it is refused, for the record; never says anything about the token's text.</param>
/// <param name="Claimed">The caller an expired or revoked token stood for, for the record only.</param>
public readonly record struct TokenCheck(Caller? Caller, string? Fault, Caller? Claimed = null)
{
    /// <summary>Name of the caller an expired or revoked token stood for.</summary>
    public string? FaultName => Claimed?.Name;

    internal static TokenCheck Refused(string fault, Caller? claimed = null) => new(null, fault, claimed);
}
