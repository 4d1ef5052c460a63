using Microsoft.EntityFrameworkCore;

namespace Portal.Data;

/// <summary>The model on SQL Server.</summary>
public sealed class SqlServerPortalDbContext(DbContextOptions<SqlServerPortalDbContext> options) : PortalDbContext(options);
