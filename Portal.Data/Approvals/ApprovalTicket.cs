using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.People;

namespace Portal.Data.Approvals;

/// <summary>
/// A held call: who wants what, why it is held, until when people may decide, and what became of it. Everything a person reads
/// here is masked. Changed only by updates that name the state they expect, so that of two changes at once one wins.
/// </summary>
public sealed class ApprovalTicket
{
    /// <summary>UUIDv7.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>Where it stands.</summary>
    public TicketState State { get; set; }

    /// <summary>The person or service account that called.</summary>
    public required Guid CallerId { get; set; }

    /// <summary>Kind of the caller.</summary>
    public required CallerKind CallerKind { get; set; }

    /// <summary>The caller's unique name at the time.</summary>
    public required string CallerName { get; set; }

    /// <summary>
    /// The person who answered for the service account when it called; null for people and for accounts without an owner.
    /// </summary>
    public Guid? OwnerId { get; set; }

    /// <summary>
    /// Kind of who issued the token that the call came with; null where nobody is known, as for a token of the seed file.
    /// </summary>
    public CallerKind? TokenIssuerKind { get; set; }

    /// <summary>Who issued it.</summary>
    public Guid? TokenIssuerId { get; set; }

    /// <summary>The issuer's unique name at the time.</summary>
    public string? TokenIssuerName { get; set; }

    /// <summary>The server called.</summary>
    public required string Server { get; set; }

    /// <summary>JSON-RPC method: <c>tools/call</c>, or what the server asks of the caller's client.</summary>
    public required string Method { get; set; }

    /// <summary>
    /// Whether the server asks something of the caller's client (elicitation, sampling), and not the caller of the server.
    /// </summary>
    public bool IsServerRequest => Method != "tools/call";

    /// <summary>The tool called, masked; the method of a server's request.</summary>
    public required string Tool { get; set; }

    /// <summary>The call's arguments as JSON, masked; null when it has none.</summary>
    public string? Arguments { get; set; }

    /// <summary>
    /// Other parameters of the call beside name, arguments and metadata as a JSON object, masked; null when it has none.
    /// </summary>
    public string? Parameters { get; set; }

    /// <summary>
    /// Client headers that would reach the server beside those of the protocol, as a JSON object, masked; null when there are
    /// none.
    /// </summary>
    public string? Headers { get; set; }

    /// <summary>
    /// Metadata of the call (<c>_meta</c>) without progress token, trace context and the portal's own, as a JSON object, masked;
    /// null when there is none.
    /// </summary>
    public string? Meta { get; set; }

    /// <summary>Identity of the call (32 bytes): the same for an identical call of the same caller only.</summary>
    public required byte[] CallHash { get; set; }

    /// <summary>
    /// The key version of an HMAC-SHA-256; null for SHA-256. A call in which something was masked is hashed with a key, because a
    /// plain hash beside a truncated card number gives the number away (PCI DSS 3.5.1).
    /// </summary>
    public int? HashKeyVersion { get; set; }

    /// <summary>Name of the policy that holds it.</summary>
    public required string Rule { get; set; }

    /// <summary>The policy's version.</summary>
    public required int RuleVersion { get; set; }

    /// <summary>
    /// The conditions that matched, with the masked values that did, such as <c>$.limit gt 100 (5000)</c>; null for a rule
    /// without conditions.
    /// </summary>
    public string? Condition { get; set; }

    /// <summary>How many people must approve.</summary>
    public required int Quorum { get; set; }

    /// <summary>Roles of which an approver needs one, beside <c>approver</c>.</summary>
    public List<string> ApproverRoles { get; set; } = [];

    /// <summary>Whether an approver must have signed in within the last five minutes.</summary>
    public bool Reauthenticate { get; set; }

    /// <summary>Longest just-in-time window that may be granted with it, in minutes; 0 for none.</summary>
    public int WindowMinutes { get; set; }

    /// <summary>Why the caller wants it, in the caller's words, masked; null when it did not say.</summary>
    public string? Justification { get; set; }

    /// <summary>When it was held.</summary>
    public required DateTimeOffset Created { get; set; }

    /// <summary>Until when people may decide.</summary>
    public required DateTimeOffset Expires { get; set; }

    /// <summary>The session of the call.</summary>
    public Guid? SessionId { get; set; }

    /// <summary>How many have approved.</summary>
    public int Approvals { get; set; }

    /// <summary>When it reached its final state.</summary>
    public DateTimeOffset? Decided { get; set; }

    /// <summary>Whether it was approved by breaking the glass.</summary>
    public bool BrokeGlass { get; set; }

    /// <summary>Until when the approval may be used.</summary>
    public DateTimeOffset? GrantExpires { get; set; }

    /// <summary>When the approval was used; it is good for one call.</summary>
    public DateTimeOffset? Claimed { get; set; }

    /// <summary>When the row last changed; other replicas follow it.</summary>
    public DateTimeOffset Changed { get; set; }

    /// <summary>The signed record of the final state: a compact JWS (RFC 7515), ES256; null while pending.</summary>
    public string? Record { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ApprovalTicket>
    {
        public void Configure(EntityTypeBuilder<ApprovalTicket> builder)
        {
            builder.Property(ticket => ticket.Id).ValueGeneratedNever();
            builder.Property(ticket => ticket.CallerName).HasMaxLength(256);
            builder.Property(ticket => ticket.TokenIssuerName).HasMaxLength(256);
            builder.Property(ticket => ticket.Server).HasMaxLength(64);
            builder.Property(ticket => ticket.Method).HasMaxLength(128);
            builder.Property(ticket => ticket.Tool).HasMaxLength(256);
            builder.Property(ticket => ticket.CallHash).HasMaxLength(32);
            builder.Property(ticket => ticket.Rule).HasMaxLength(128);
            builder.Property(ticket => ticket.Condition).HasMaxLength(1024);
            builder.Property(ticket => ticket.Justification).HasMaxLength(2000);

            // Two identical calls share one pending ticket, whoever was first.
            builder
                .HasIndex(ticket => new
                {
                    ticket.CallerId,
                    ticket.Server,
                    ticket.Tool,
                    ticket.CallHash,
                })
                .IsUnique()
                .HasFilter("\"State\" = 0")
                .HasDatabaseName("IX_ApprovalTickets_Pending");
            builder.HasIndex(ticket => ticket.CallHash);
            builder.HasIndex(ticket => new { ticket.CallerId, ticket.Created });
            builder.HasIndex(ticket => new { ticket.State, ticket.Expires });
            builder.HasIndex(ticket => ticket.Created);
            builder.HasIndex(ticket => ticket.Changed);
        }
    }
}
