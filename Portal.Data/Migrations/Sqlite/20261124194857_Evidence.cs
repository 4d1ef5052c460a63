using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Evidence : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // By hand: one tree each, ordered by the key, instead of a table and an index beside it.
            migrationBuilder.Sql("""
                CREATE TABLE "CardIndex" (
                    "Hash" BLOB NOT NULL,
                    "Position" INTEGER NOT NULL,
                    "KeyVersion" INTEGER NOT NULL,
                    CONSTRAINT "PK_CardIndex" PRIMARY KEY ("Hash", "Position")
                ) WITHOUT ROWID;
                """);

            migrationBuilder.CreateTable(
                name: "ManagedKeys",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Purpose = table.Column<byte>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Algorithm = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    UsedFor = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Created = table.Column<long>(type: "INTEGER", nullable: false),
                    Activated = table.Column<long>(type: "INTEGER", nullable: false),
                    Rotated = table.Column<long>(type: "INTEGER", nullable: true),
                    Retired = table.Column<long>(type: "INTEGER", nullable: true),
                    ProtectedSecret = table.Column<string>(type: "TEXT", nullable: true),
                    PublicKey = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ManagedKeys", x => x.Id);
                });

            migrationBuilder.Sql("""
                CREATE TABLE "MaskingLog" (
                    "Position" INTEGER NOT NULL,
                    "Ordinal" INTEGER NOT NULL,
                    "Kind" TEXT NOT NULL,
                    "Path" TEXT NOT NULL,
                    "Rule" TEXT NOT NULL,
                    "RuleVersion" INTEGER NOT NULL,
                    "Action" TEXT NOT NULL,
                    "Count" INTEGER NOT NULL,
                    CONSTRAINT "PK_MaskingLog" PRIMARY KEY ("Position", "Ordinal")
                ) WITHOUT ROWID;
                """);

            // What records kept as JSON goes into the table. The column is dropped in place: a rebuilt table would lose the order of its columns.
            migrationBuilder.Sql("""
                INSERT INTO "MaskingLog" ("Position", "Ordinal", "Kind", "Path", "Rule", "RuleVersion", "Action", "Count")
                SELECT record."Position", hit.key, json_extract(hit.value, '$.kind'), substr(json_extract(hit.value, '$.path'), 1, 1024),
                    json_extract(hit.value, '$.rule'), 1, 'mask', json_extract(hit.value, '$.count')
                FROM "Records" AS record, json_each(record."Masked") AS hit
                WHERE record."Masked" IS NOT NULL;
                """);
            migrationBuilder.Sql("""ALTER TABLE "Records" DROP COLUMN "Masked";""");

            migrationBuilder.CreateTable(
                name: "SelfScans",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Started = table.Column<long>(type: "INTEGER", nullable: false),
                    Ended = table.Column<long>(type: "INTEGER", nullable: false),
                    Scope = table.Column<string>(type: "TEXT", nullable: false),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    Findings = table.Column<int>(type: "INTEGER", nullable: false),
                    Places = table.Column<string>(type: "TEXT", nullable: false),
                    Jws = table.Column<string>(type: "TEXT", nullable: false)
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
                type: "TEXT",
                nullable: true);
        }
    }
}
