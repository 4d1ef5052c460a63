namespace Portal.Gateway.Authentication;

/// <summary>What became of a presented token.</summary>
/// <param name="Caller">Who it stands for; null when it is refused.</param>
/// <param name="Fault">Why it is refused, for the record; never says anything about the token's text.</param>
/// <param name="FaultName">The caller an expired or revoked token stood for, for the record.</param>
public readonly record struct TokenCheck(Caller? Caller, string? Fault, string? FaultName = null)
{
    internal static TokenCheck Refused(string fault, string? name = null) => new(null, fault, name);
}
