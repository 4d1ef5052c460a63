namespace Portal.Data;

/// <summary>Supported database engines.</summary>
public enum DatabaseProvider
{
    /// <summary>SQLite in WAL mode with <c>synchronous=FULL</c>.</summary>
    Sqlite,

    /// <summary>Microsoft SQL Server 2019 or later, or a wire-compatible server.</summary>
    SqlServer,
}
