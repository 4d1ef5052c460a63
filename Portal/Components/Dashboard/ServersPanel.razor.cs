namespace Portal.Components.Dashboard;

/// <summary>Whether calls reach each server.</summary>
public sealed partial class ServersPanel;
