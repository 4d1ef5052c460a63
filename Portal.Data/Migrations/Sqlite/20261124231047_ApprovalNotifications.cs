using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ApprovalNotifications : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ApprovalNotifications",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    TicketId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Webhook = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Event = table.Column<byte>(type: "INTEGER", nullable: false),
                    Created = table.Column<long>(type: "INTEGER", nullable: false),
                    Due = table.Column<long>(type: "INTEGER", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    Done = table.Column<long>(type: "INTEGER", nullable: true),
                    Result = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApprovalNotifications", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ApprovalNotifications_ApprovalTickets_TicketId",
                        column: x => x.TicketId,
                        principalTable: "ApprovalTickets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ApprovalNotifications_TicketId_Webhook_Event",
                table: "ApprovalNotifications",
                columns: new[] { "TicketId", "Webhook", "Event" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ApprovalNotifications_Webhook_Done_Due",
                table: "ApprovalNotifications",
                columns: new[] { "Webhook", "Done", "Due" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ApprovalNotifications");
        }
    }
}
