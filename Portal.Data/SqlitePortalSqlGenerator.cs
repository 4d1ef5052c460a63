using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Portal.Data;

/// <summary>
/// Writes the SQL of migrations for SQLite, with <c>WITHOUT ROWID</c> for the tables that
/// <see cref="PortalAnnotations.WithoutRowId"/> marks.
/// </summary>
internal sealed class SqlitePortalSqlGenerator(
    MigrationsSqlGeneratorDependencies dependencies,
    IRelationalAnnotationProvider annotations
) : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    /// <inheritdoc />
    protected override void Generate(
        CreateTableOperation operation,
        IModel? model,
        MigrationCommandListBuilder builder,
        bool terminate = true
    )
    {
        base.Generate(operation, model, builder, terminate: false);
        if (HasNoRowId(operation, model))
        {
            builder.Append(" WITHOUT ROWID");
        }

        if (terminate)
        {
            builder.AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
            EndStatement(builder);
        }
    }

    private static bool HasNoRowId(CreateTableOperation operation, IModel? model) =>
        model
            ?.GetEntityTypes()
            .Any(type => type.GetTableName() == operation.Name && type.FindAnnotation(PortalAnnotations.WithoutRowId) is not null)
        == true;
}
