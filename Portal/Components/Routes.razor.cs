namespace Portal.Components;

/// <summary>Finds the page for an address and refuses those who may not see it.</summary>
public sealed partial class Routes;
