namespace Portal.Components.Layout;

/// <summary>The pages that exist for the signed-in person.</summary>
public sealed partial class NavMenu;
