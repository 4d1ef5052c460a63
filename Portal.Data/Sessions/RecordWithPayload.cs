namespace Portal.Data.Sessions;

/// <summary>A record and its masked text.</summary>
/// <param name="Record">The record.</param>
/// <param name="Payload">Masked JSON text; null once retention has dropped it.</param>
/// <param name="Headers">Client headers that reached the server, as a masked JSON object; null where there were none.</param>
public sealed record RecordWithPayload(Record Record, string? Payload, string? Headers = null);
