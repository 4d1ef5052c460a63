namespace Portal.Components.Layout;

/// <summary>
/// Represents what shows while the circuit is lost. The script puts <c>components-reconnect-*</c> classes on it.
/// </summary>
public sealed partial class ReconnectOverlay;
