namespace Portal.Components.Servers;

/// <summary>The registered servers and whether calls reach them.</summary>
public sealed partial class ServersPage;
