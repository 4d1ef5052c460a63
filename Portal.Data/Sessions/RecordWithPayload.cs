namespace Portal.Data.Sessions;

/// <summary>A record and its masked text.</summary>
/// <param name="Record">The record.</param>
/// <param name="Payload">Masked JSON text; null once retention has dropped it.</param>
public sealed record RecordWithPayload(Record Record, string? Payload);
