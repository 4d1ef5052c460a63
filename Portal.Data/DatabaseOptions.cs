using System.ComponentModel.DataAnnotations;

namespace Portal.Data;

/// <summary>Which relational database holds the evidence. Configuration section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary>Configuration section name.</summary>
    public const string Section = "Database";

    /// <summary>Database engine. Default <see cref="DatabaseProvider.Sqlite"/>.</summary>
    [EnumDataType(typeof(DatabaseProvider))]
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>ADO.NET connection string. Default a file <c>data/portal.db</c> under the working directory.</summary>
    [Required]
    public string ConnectionString { get; set; } = "Data Source=data/portal.db";

    /// <summary>Gets the path of the SQLite file, links followed; null for a database in memory or on a server.</summary>
    public string? GetSqliteFile() => Provider == DatabaseProvider.Sqlite ? Locking.SqliteFiles.PathOf(ConnectionString) : null;

    /// <summary>
    /// Whether pending migrations are applied at start. Default: yes for SQLite, no for SQL Server, where <c>Portal migrate</c>
    /// is the usual way.
    /// </summary>
    public bool? MigrateAtStart { get; set; }

    /// <summary><see cref="MigrateAtStart"/> with its default resolved.</summary>
    public bool ShouldMigrateAtStart => MigrateAtStart ?? Provider == DatabaseProvider.Sqlite;
}
