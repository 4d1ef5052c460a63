using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Approvals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "OwnerId",
                table: "ServiceAccounts",
                type: "BLOB",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ApprovalTickets",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    State = table.Column<byte>(type: "INTEGER", nullable: false),
                    CallerId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CallerKind = table.Column<byte>(type: "INTEGER", nullable: false),
                    CallerName = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    OwnerId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Server = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Method = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    Tool = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Arguments = table.Column<string>(type: "TEXT", nullable: true),
                    Parameters = table.Column<string>(type: "TEXT", nullable: true),
                    ArgumentsHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    HashKeyVersion = table.Column<int>(type: "INTEGER", nullable: true),
                    Rule = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    RuleVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    Condition = table.Column<string>(type: "TEXT", maxLength: 1024, nullable: true),
                    Quorum = table.Column<int>(type: "INTEGER", nullable: false),
                    ApproverRoles = table.Column<string>(type: "TEXT", nullable: false),
                    Reauthenticate = table.Column<bool>(type: "INTEGER", nullable: false),
                    WindowMinutes = table.Column<int>(type: "INTEGER", nullable: false),
                    Justification = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Created = table.Column<long>(type: "INTEGER", nullable: false),
                    Expires = table.Column<long>(type: "INTEGER", nullable: false),
                    SessionId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Approvals = table.Column<int>(type: "INTEGER", nullable: false),
                    Decided = table.Column<long>(type: "INTEGER", nullable: true),
                    BrokeGlass = table.Column<bool>(type: "INTEGER", nullable: false),
                    GrantExpires = table.Column<long>(type: "INTEGER", nullable: true),
                    Claimed = table.Column<long>(type: "INTEGER", nullable: true),
                    Changed = table.Column<long>(type: "INTEGER", nullable: false),
                    Record = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApprovalTickets", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ApprovalDecisions",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    TicketId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ApproverId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ApproverName = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Decision = table.Column<byte>(type: "INTEGER", nullable: false),
                    Justification = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Time = table.Column<long>(type: "INTEGER", nullable: false),
                    Method = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: true)
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
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    TicketId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CallerId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CallerName = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Server = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Tool = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: false),
                    GrantedBy = table.Column<string>(type: "TEXT", maxLength: 2048, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Rule = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    RuleVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    Revoked = table.Column<long>(type: "INTEGER", nullable: true),
                    RevokedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true)
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
