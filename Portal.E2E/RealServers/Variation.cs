namespace Portal.E2E.RealServers;

/// <summary>A part of an answer's text that differs between two runs by nature.</summary>
internal sealed record Variation(string Pointer, string Pattern, string Reason);
