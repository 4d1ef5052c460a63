using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Evidence : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "CardIndex",
                columns: table => new
                {
                    Hash = table.Column<byte[]>(type: "binary(32)", fixedLength: true, maxLength: 32, nullable: false),
                    Position = table.Column<long>(type: "bigint", nullable: false),
                    KeyVersion = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CardIndex", x => new { x.Hash, x.Position });
                });

            migrationBuilder.CreateTable(
                name: "ManagedKeys",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Purpose = table.Column<byte>(type: "tinyint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Algorithm = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    UsedFor = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: false),
                    Created = table.Column<long>(type: "bigint", nullable: false),
                    Activated = table.Column<long>(type: "bigint", nullable: false),
                    Rotated = table.Column<long>(type: "bigint", nullable: true),
                    Retired = table.Column<long>(type: "bigint", nullable: true),
                    ProtectedSecret = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    PublicKey = table.Column<string>(type: "nvarchar(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ManagedKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "MaskingLog",
                columns: table => new
                {
                    Position = table.Column<long>(type: "bigint", nullable: false),
                    Ordinal = table.Column<int>(type: "int", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Path = table.Column<string>(type: "nvarchar(1024)", maxLength: 1024, nullable: false),
                    Rule = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: false),
                    RuleVersion = table.Column<int>(type: "int", nullable: false),
                    Action = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    Count = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MaskingLog", x => new { x.Position, x.Ordinal });
                });

            // What records kept as JSON goes into the table. Executed as text: the column is gone when a later script compiles this one.
            migrationBuilder.Sql("""
                EXEC(N'INSERT INTO [MaskingLog] ([Position], [Ordinal], [Kind], [Path], [Rule], [RuleVersion], [Action], [Count])
                SELECT record.[Position], CAST(hit.[key] AS int), JSON_VALUE(hit.[value], ''$.kind''), LEFT(JSON_VALUE(hit.[value], ''$.path''), 1024),
                    JSON_VALUE(hit.[value], ''$.rule''), 1, N''mask'', CAST(JSON_VALUE(hit.[value], ''$.count'') AS int)
                FROM [Records] AS record CROSS APPLY OPENJSON(record.[Masked]) AS hit
                WHERE record.[Masked] IS NOT NULL');
                """);
            migrationBuilder.DropColumn(
                name: "Masked",
                table: "Records");

            migrationBuilder.CreateTable(
                name: "SelfScans",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Started = table.Column<long>(type: "bigint", nullable: false),
                    Ended = table.Column<long>(type: "bigint", nullable: false),
                    Scope = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    Findings = table.Column<int>(type: "int", nullable: false),
                    Places = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Jws = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SelfScans", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ManagedKeys_Purpose_Version",
                table: "ManagedKeys",
                columns: new[] { "Purpose", "Version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SelfScans_Started",
                table: "SelfScans",
                column: "Started");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CardIndex");

            migrationBuilder.DropTable(
                name: "ManagedKeys");

            migrationBuilder.DropTable(
                name: "MaskingLog");

            migrationBuilder.DropTable(
                name: "SelfScans");

            migrationBuilder.AddColumn<string>(
                name: "Masked",
                table: "Records",
                type: "nvarchar(max)",
                nullable: true);
        }
    }
}
