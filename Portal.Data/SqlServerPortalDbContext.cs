using Microsoft.EntityFrameworkCore;

namespace Portal.Data;

/// <summary>The model on SQL Server.</summary>
public sealed class SqlServerPortalDbContext(DbContextOptions<SqlServerPortalDbContext> options) : PortalDbContext(options)
{
    /// <summary>
    /// The collation of every text column: code point by code point, whatever the database's own is. Blanks at the end are
    /// ignored even so, which is why look-ups that grant, deny or name compare once more in code.
    /// </summary>
    public const string Collation = "Latin1_General_100_BIN2";

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<string>().UseCollation(Collation);
    }
}
