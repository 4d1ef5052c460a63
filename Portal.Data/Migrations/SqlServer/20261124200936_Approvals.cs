using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Approvals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "OwnerId",
                table: "ServiceAccounts",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ApprovalTickets",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    State = table.Column<byte>(type: "tinyint", nullable: false),
                    CallerId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CallerKind = table.Column<byte>(type: "tinyint", nullable: false),
                    CallerName = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: false),
                    OwnerId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Server = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Method = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: false),
                    Tool = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: false),
                    Arguments = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Parameters = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    ArgumentsHash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    HashKeyVersion = table.Column<int>(type: "int", nullable: true),
                    Rule = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: false),
                    RuleVersion = table.Column<int>(type: "int", nullable: false),
                    Condition = table.Column<string>(type: "nvarchar(1024)", maxLength: 1024, nullable: true),
                    Quorum = table.Column<int>(type: "int", nullable: false),
                    ApproverRoles = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Reauthenticate = table.Column<bool>(type: "bit", nullable: false),
                    WindowMinutes = table.Column<int>(type: "int", nullable: false),
                    Justification = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true),
                    Created = table.Column<long>(type: "bigint", nullable: false),
                    Expires = table.Column<long>(type: "bigint", nullable: false),
                    SessionId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Approvals = table.Column<int>(type: "int", nullable: false),
                    Decided = table.Column<long>(type: "bigint", nullable: true),
                    BrokeGlass = table.Column<bool>(type: "bit", nullable: false),
                    GrantExpires = table.Column<long>(type: "bigint", nullable: true),
                    Claimed = table.Column<long>(type: "bigint", nullable: true),
                    Changed = table.Column<long>(type: "bigint", nullable: false),
                    Record = table.Column<string>(type: "nvarchar(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApprovalTickets", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ApprovalDecisions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    TicketId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ApproverId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ApproverName = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: false),
                    Decision = table.Column<byte>(type: "tinyint", nullable: false),
                    Justification = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    Time = table.Column<long>(type: "bigint", nullable: false),
                    Method = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Until = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApprovalDecisions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ApprovalDecisions_ApprovalTickets_TicketId",
                        column: x => x.TicketId,
                        principalTable: "ApprovalTickets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ApprovalWindows",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    TicketId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CallerId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CallerName = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: false),
                    Server = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Tool = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: false),
                    From = table.Column<long>(type: "bigint", nullable: false),
                    Until = table.Column<long>(type: "bigint", nullable: false),
                    GrantedBy = table.Column<string>(type: "nvarchar(2048)", maxLength: 2048, nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    Rule = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: false),
                    RuleVersion = table.Column<int>(type: "int", nullable: false),
                    Revoked = table.Column<long>(type: "bigint", nullable: true),
                    RevokedBy = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApprovalWindows", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ApprovalWindows_ApprovalTickets_TicketId",
                        column: x => x.TicketId,
                        principalTable: "ApprovalTickets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ApprovalDecisions_TicketId_ApproverId",
                table: "ApprovalDecisions",
                columns: new[] { "TicketId", "ApproverId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ApprovalTickets_ArgumentsHash",
                table: "ApprovalTickets",
                column: "ArgumentsHash");

            migrationBuilder.CreateIndex(
                name: "IX_ApprovalTickets_CallerId_Created",
                table: "ApprovalTickets",
                columns: new[] { "CallerId", "Created" });

            migrationBuilder.CreateIndex(
                name: "IX_ApprovalTickets_Changed",
                table: "ApprovalTickets",
                column: "Changed");

            migrationBuilder.CreateIndex(
                name: "IX_ApprovalTickets_Created",
                table: "ApprovalTickets",
                column: "Created");

            migrationBuilder.CreateIndex(
                name: "IX_ApprovalTickets_Pending",
                table: "ApprovalTickets",
                columns: new[] { "CallerId", "Server", "Tool", "ArgumentsHash" },
                unique: true,
                filter: "\"State\" = 0");

            migrationBuilder.CreateIndex(
                name: "IX_ApprovalTickets_State_Expires",
                table: "ApprovalTickets",
                columns: new[] { "State", "Expires" });

            migrationBuilder.CreateIndex(
                name: "IX_ApprovalWindows_CallerId_Server_Tool_Until",
                table: "ApprovalWindows",
                columns: new[] { "CallerId", "Server", "Tool", "Until" });

            migrationBuilder.CreateIndex(
                name: "IX_ApprovalWindows_TicketId",
                table: "ApprovalWindows",
                column: "TicketId");

            migrationBuilder.CreateIndex(
                name: "IX_ApprovalWindows_Until",
                table: "ApprovalWindows",
                column: "Until");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ApprovalDecisions");

            migrationBuilder.DropTable(
                name: "ApprovalWindows");

            migrationBuilder.DropTable(
                name: "ApprovalTickets");

            migrationBuilder.DropColumn(
                name: "OwnerId",
                table: "ServiceAccounts");
        }
    }
}
