using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Portal.Data;

/// <summary>Stores a UUID as its 16 bytes in network order (RFC 9562), so that UUIDv7 keys append to SQLite's indexes.</summary>
internal sealed class BigEndianGuidConverter()
    : ValueConverter<Guid, byte[]>(value => value.ToByteArray(true), bytes => new Guid(bytes, true));
