using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Data;
using Portal.Data.Approvals;
using Portal.Gateway.Configuration;
using Portal.Gateway.Keys;

namespace Portal.Gateway.Approvals;

/// <summary>
/// The signed record of how a ticket ended: who asked for exactly what, under which rule, who decided, how they were signed in,
/// why and when. A compact JWS (RFC 7515), ES256, by the portal's signing key, which stands at
/// <c>/.well-known/portal-keys.json</c>.
/// </summary>
internal sealed class TicketRecord(StatementSigner signer, IOptions<GatewayOptions> options)
{
    /// <summary>The header's <c>typ</c>.</summary>
    public const string Type = "portal-approval+jws";

    /// <summary>Signs.</summary>
    /// <param name="ticket">The ticket in its final state.</param>
    /// <param name="decisions">What people said, in order.</param>
    public string Sign(ApprovalTicket ticket, IReadOnlyList<ApprovalDecision> decisions) =>
        signer.Sign(Write(ticket, decisions), Type);

    /// <summary>Signs a ticket that has just ended and stores the record with it, in the transaction that ends it.</summary>
    public async Task StoreAsync(PortalDbContext context, Guid id)
    {
        var ticket = await context.Ticket(id).SingleAsync();
        var text = Sign(ticket, await context.DecisionsOn(id).ToListAsync());
        await context
            .ApprovalTickets.Where(row => row.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Record, text));
    }

    private string Write(ApprovalTicket ticket, IReadOnlyList<ApprovalDecision> decisions)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("iss", options.Value.PublicUrl);
            json.WriteString("ticket", ticket.Id);
            WriteCaller(json, ticket);
            json.WriteString("server", ticket.Server);
            json.WriteString("method", ticket.Method);
            json.WriteString("tool", ticket.Tool);
            json.WriteString("callHash", CallIdentity.Text(ticket.CallHash));
            json.WriteString("callHashAlgorithm", ticket.HashKeyVersion is null ? "SHA-256" : "HMAC-SHA-256");
            json.WriteString("rule", ticket.Rule);
            json.WriteNumber("ruleVersion", ticket.RuleVersion);
            json.WriteString("condition", ticket.Condition);
            json.WriteNumber("quorum", ticket.Quorum);
            json.WriteString("justification", ticket.Justification);
            json.WriteString("state", ticket.State.ToString().ToLowerInvariant());
            json.WriteBoolean("breakGlass", ticket.BrokeGlass);
            WriteDecisions(json, decisions);
            WriteTime(json, "created", ticket.Created);
            WriteTime(json, "expires", ticket.Expires);
            WriteTime(json, "decided", ticket.Decided);
            WriteTime(json, "grantExpires", ticket.GrantExpires);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static void WriteCaller(Utf8JsonWriter json, ApprovalTicket ticket)
    {
        json.WriteStartObject("caller");
        json.WriteString("id", ticket.CallerId);
        json.WriteString("kind", ticket.CallerKind.ToString().ToLowerInvariant());
        json.WriteString("name", ticket.CallerName);
        json.WriteEndObject();
        if (ticket.TokenIssuerKind is { } kind)
        {
            json.WriteStartObject("tokenIssuedBy");
            json.WriteString("id", ticket.TokenIssuerId.GetValueOrDefault());
            json.WriteString("kind", kind.ToString().ToLowerInvariant());
            json.WriteString("name", ticket.TokenIssuerName);
            json.WriteEndObject();
        }
    }

    private static void WriteDecisions(Utf8JsonWriter json, IReadOnlyList<ApprovalDecision> decisions)
    {
        json.WriteStartArray("decisions");
        foreach (var decision in decisions)
        {
            json.WriteStartObject();
            json.WriteString("approver", decision.ApproverName);
            json.WriteString("approverId", decision.ApproverId);
            json.WriteString("decision", DecisionNames.Of(decision.Decision));
            json.WriteString("justification", decision.Justification);
            WriteTime(json, "time", decision.Time);
            json.WriteString("method", decision.Method);
            WriteTime(json, "until", decision.Until);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            json.WriteString(name, known.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'"));
        }
    }
}
