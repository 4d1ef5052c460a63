namespace Portal.Gateway.Routing;

/// <summary>A tool as its server describes it.</summary>
/// <param name="Name">Tool name.</param>
/// <param name="Description">What it says it does, masked.</param>
/// <param name="Destructive">Whether it says that it may destroy something.</param>
public sealed record ServerTool(string Name, string? Description, bool Destructive);
