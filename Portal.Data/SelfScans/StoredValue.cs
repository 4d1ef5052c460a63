namespace Portal.Data.SelfScans;

/// <summary>One value of the database, as bytes.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">The column.</param>
/// <param name="Record">Where the table is keyed by a record's position: that position.</param>
/// <param name="IsText">Whether it is text in UTF-8; otherwise bytes of any kind.</param>
/// <param name="Bytes">The value; valid until the next one.</param>
public readonly record struct StoredValue(string Table, string Column, long? Record, bool IsText, ReadOnlyMemory<byte> Bytes);
