using System.Buffers;
using System.Text.Json;
using Portal.Data.Sessions;
using Portal.Gateway.Masking;

namespace Portal.Gateway.Recording;

/// <summary>
/// Records what people and programs do to the portal itself: sign-ins, changes of servers, policies and tokens, views of the evidence
/// (PCI DSS 10.2.1.2 to 10.2.1.7).
/// </summary>
public sealed class PortalJournal(RecordWriter writer, MessageMasker masker, TimeProvider time)
{
    /// <summary>Records an action; true once it is durable. An action that changes something is not to be done without.</summary>
    /// <param name="action">What was done, such as <c>server-saved</c>.</param>
    /// <param name="actor">Who did it; null when nobody is known.</param>
    /// <param name="sourceIp">From where; null when it was the portal itself.</param>
    /// <param name="outcome">Whether it worked.</param>
    /// <param name="facts">What was affected; masked before it is written.</param>
    public ValueTask<bool> RecordAsync(string action, string? actor, string? sourceIp, RecordOutcome outcome, params (string Name, string? Value)[] facts)
    {
        var payload = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(payload))
        {
            json.WriteStartObject();
            json.WriteString("actor", actor is null ? null : masker.MaskText(actor));
            json.WriteString("sourceIp", sourceIp);
            foreach (var (name, value) in facts)
            {
                json.WriteString(name, value is null ? null : masker.MaskText(value));
            }

            json.WriteEndObject();
        }

        return writer.CommitAsync(new PendingRecord(null, time.GetUtcNow(), RecordDirection.Control, RecordOrigin.Portal, outcome, payload.WrittenMemory)
        {
            Method = "portal/" + action,
        });
    }
}
