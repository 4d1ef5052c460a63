namespace Portal.Gateway.Approvals;

/// <summary>
/// Represents what reaches the server with a call beside its parameters, and so is part of what an approval covers.
/// </summary>
/// <param name="Headers">Client headers as a JSON object; null for none.</param>
/// <param name="Meta">Metadata as a JSON object, without what differs from call to call; null for none.</param>
internal readonly record struct BoundContext(string? Headers, string? Meta);
