using System.Text.Json;
using Portal.Data.Keys;
using Portal.Gateway.ApprovalRules;
using Portal.Gateway.Approvals;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Keys;
using Portal.Gateway.Masking;
using Portal.Gateway.Policy;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.ServerRequests;

/// <summary>Describes what a server asks of a client as a ticket shows it.</summary>
internal sealed class HeldRequestDrafts(MessageMasker masker, MaskingProfileResolver profiles, KeyRegister keys)
{
    /// <summary>Longest parameters that a person is shown, in bytes.</summary>
    public const int MaxBytes = 1024 * 1024;

    private const int MaxName = 256;

    private static readonly string[] Members = ["jsonrpc", "id", "method", "params"];

    // Of two members of one name the client might take the one that nobody was shown.
    private static readonly JsonDocumentOptions Strict = new()
    {
        MaxDepth = JsonLimits.MaxReplyDepth,
        AllowDuplicateProperties = false,
    };

    /// <summary>Describes a request; null where it cannot be shown as every client would read it.</summary>
    /// <param name="exchange">The exchange in whose stream it came.</param>
    /// <param name="asked">The request.</param>
    /// <param name="json">Its text, as it came.</param>
    /// <param name="verdict">What holds it.</param>
    public EvaluatedCall? Describe(
        Exchange exchange,
        in MaskedReply asked,
        ReadOnlyMemory<byte> json,
        ServerRequestVerdict verdict
    )
    {
        if (json.Length > MaxBytes)
        {
            return null;
        }

        try
        {
            using var plain = JsonDocument.Parse(json, Strict);
            return plain.RootElement.EnumerateObject().All(member => Members.Contains(member.Name, StringComparer.Ordinal))
                ? Describe(exchange, asked, ParametersOf(plain), verdict)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Names twice, or a lone surrogate.
            return null;
        }
    }

    private EvaluatedCall Describe(Exchange exchange, in MaskedReply asked, JsonElement? parameters, ServerRequestVerdict verdict)
    {
        var masked = asked.Recorded.KeepsCardData ? masker.MaskForRecord(asked.Recorded.Json) : asked.Recorded;
        using var shown = JsonDocument.Parse(masked.Json, Strict);
        var key = asked.Recorded.Count == 0 && masked.Count == 0 ? null : keys.Active(KeyPurpose.CallIdentity);
        var method = verdict == ServerRequestVerdict.HeldSampling ? McpMethods.Sampling : McpMethods.Elicitation;
        var rule = new ApprovalRule(verdict.Rule, Version: 0) { Servers = [exchange.Server], Tools = [] };
        var identity = CallIdentity.OfServerRequest(exchange, method, asked.Envelope.Id!, parameters, key);
        return new EvaluatedCall(rule, identity, method, IsPlainTool: false)
        {
            Method = method,
            Arguments = ParametersOf(shown)?.GetRawText(),
            Condition = CallOf(exchange) is { } call ? $"during {NameOf(call)}" : null,
            Parameters = CallOf(exchange) is { } during ? ParametersOf(exchange, during) : null,
        };
    }

    // On a stream that belongs to no call the server may ask whenever it likes.
    private static ClientMessage? CallOf(Exchange exchange) =>
        exchange.Messages is [{ Kind: MessageKind.Request } call] ? call : null;

    private string NameOf(ClientMessage call) => ClippedText.Of(masker.MaskText($"{call.Method} {call.Name}".TrimEnd()), MaxName);

    private string? ParametersOf(Exchange exchange, ClientMessage call)
    {
        var masked = call.Recorded
            ?? masker.MaskForRecord(call.Json, profiles.ProfileFor(exchange.Caller, MaskingTargets.OfRequest(exchange, call)));
        using var shown = JsonDocument.Parse(masked.Json, Strict);
        return ParametersOf(shown)?.GetRawText();
    }

    private static JsonElement? ParametersOf(JsonDocument message) =>
        message.RootElement.TryGetProperty("params", out var parameters) ? parameters : null;
}
