using Portal.Data.Sessions;

namespace Portal.Data.Masking;

/// <summary>A row of the masking log with its record and session.</summary>
/// <param name="Entry">What was masked.</param>
/// <param name="Record">The record it was masked in.</param>
/// <param name="Session">The record's session; null for what had no caller.</param>
public sealed record MaskingLogRow(MaskingLogEntry Entry, Record Record, Session? Session);
