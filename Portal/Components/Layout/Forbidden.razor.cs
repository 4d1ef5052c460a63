namespace Portal.Components.Layout;

/// <summary>Represents what someone sees whose roles do not open a page.</summary>
public sealed partial class Forbidden;
