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

    /// <summary>
    /// Whether pending migrations are applied at start. Default: yes for SQLite, no for SQL Server, where <c>Portal migrate</c> is the usual way.
    /// </summary>
    public bool? MigrateAtStart { get; set; }

    /// <summary><see cref="MigrateAtStart"/> with its default resolved.</summary>
    public bool ShouldMigrateAtStart => MigrateAtStart ?? Provider == DatabaseProvider.Sqlite;
}
