using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.SqlServer
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
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    TicketId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Webhook = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Event = table.Column<byte>(type: "tinyint", nullable: false),
                    Created = table.Column<long>(type: "bigint", nullable: false),
                    Due = table.Column<long>(type: "bigint", nullable: false),
                    Attempts = table.Column<int>(type: "int", nullable: false),
                    Done = table.Column<long>(type: "bigint", nullable: true),
                    Result = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true)
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
