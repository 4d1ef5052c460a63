namespace Portal.Gateway.Journal;

/// <summary>A security control that has failed and does not work again yet (PCI DSS 10.7.2).</summary>
/// <param name="Control">Which one: see <see cref="PortalControls"/>.</param>
/// <param name="Since">When it failed.</param>
/// <param name="Cause">Why, in the portal's own words; never a message's text.</param>
public sealed record ControlFailure(string Control, DateTimeOffset Since, string Cause);
