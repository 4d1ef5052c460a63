namespace Portal.Components.Layout;

/// <summary>What someone sees whose roles do not open a page.</summary>
public sealed partial class Forbidden;
