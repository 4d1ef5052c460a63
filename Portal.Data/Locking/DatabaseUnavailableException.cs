using System.Data.Common;

namespace Portal.Data.Locking;

/// <summary>The database must not be written now; the message says why and what to do.</summary>
internal sealed class DatabaseUnavailableException(string message) : DbException(message);
