using System.Buffers;
using System.Text.Json;
using Portal.Data.Sessions;
using Portal.Gateway.Masking;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Journal;

/// <summary>
/// Records what people and programs do to the portal itself: sign-ins, changes of servers, policies and tokens, views of the
/// evidence (PCI DSS 10.2.1.2 to 10.2.1.7).
/// </summary>
public sealed class PortalJournal(RecordWriter writer, MessageMasker masker, TimeProvider time)
{
    private const int MaxName = 256;

    /// <summary>Records an action; true once it is durable. An action that changes something is not to be done without.</summary>
    /// <param name="action">What was done, such as <c>server-saved</c>.</param>
    /// <param name="actor">Who did it; <see cref="RecordActor.Portal"/> where the portal did by itself,
    /// <see cref="RecordActor.Anonymous"/> where nobody is known.</param>
    /// <param name="sourceIp">From where; null when it was the portal itself.</param>
    /// <param name="outcome">Whether it worked.</param>
    /// <param name="facts">What was affected; masked before it is written.</param>
    public ValueTask<bool> RecordAsync(
        string action,
        RecordActor actor,
        string? sourceIp,
        RecordOutcome outcome,
        params (string Name, string? Value)[] facts
    )
    {
        ArgumentNullException.ThrowIfNull(actor);
        var name = actor.Name is null ? null : ClippedText.Of(masker.MaskText(actor.Name), MaxName);
        var payload = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(payload))
        {
            json.WriteStartObject();
            json.WriteString("actor", name);
            json.WriteString("actorKind", actor.Kind.ToString().ToLowerInvariant());
            json.WriteString("sourceIp", sourceIp);
            foreach (var (fact, value) in facts)
            {
                json.WriteString(fact, value is null ? null : masker.MaskText(value));
            }

            json.WriteEndObject();
        }

        return writer.CommitAsync(
            new PendingRecord(
                null,
                time.GetUtcNow(),
                RecordDirection.Control,
                RecordOrigin.Portal,
                outcome,
                payload.WrittenMemory
            )
            {
                Method = "portal/" + action,
                Actor = actor with { Name = name },
            }
        );
    }
}
