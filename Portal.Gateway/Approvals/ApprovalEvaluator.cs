using System.Collections.Frozen;
using System.Text;
using Microsoft.Extensions.Options;
using Portal.Data.Keys;
using Portal.Gateway.ApprovalRules;
using Portal.Gateway.Configuration;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Keys;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Rules;
using Portal.Gateway.Policy;
using Portal.Gateway.Recording;

namespace Portal.Gateway.Approvals;

/// <summary>Says whether a person must see a call, and what the person will see of it.</summary>
internal sealed class ApprovalEvaluator(
    PolicyProvider policies,
    MessageMasker masker,
    MaskingProfileResolver masking,
    KeyRegister keys,
    IOptions<GatewayOptions> options
)
{
    private const int MaxTool = 256;

    private static readonly FrozenSet<string> Nothing = [];

    private readonly int _ticketMinutes = options.Value.Approvals.TicketMinutes;
    private readonly FrozenSet<string> _unboundMeta = ApprovalOptions
        .PerCallMeta.Append(CallMeta.Justification)
        .Concat(options.Value.Approvals.UnboundMeta)
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// Returns a call as it may reach its server once it was held: without the identifiers that no approval covers.
    /// </summary>
    public ReadOnlyMemory<byte> WithoutUnbound(ReadOnlyMemory<byte> call) => CallMeta.Remove(call, _unboundMeta);

    /// <summary>Judges a call; null when it need not wait. Costs nothing where no rule is about the tool.</summary>
    /// <param name="exchange">Its exchange.</param>
    /// <param name="message">A <c>tools/call</c>.</param>
    public EvaluatedCall? Evaluate(Exchange exchange, ClientMessage message)
    {
        var rules = ApprovalPolicy.Concerning(policies.ApprovalRules, exchange.Caller, exchange.Server, message.Name!);
        if (rules.Count == 0)
        {
            return null;
        }

        using var call = ToolCall.Read(message.Json);
        return ApprovalPolicy.Decide(rules, call.Arguments, _ticketMinutes) is { } match
            ? Describe(exchange, message, call, match)
            : null;
    }

    private EvaluatedCall Describe(Exchange exchange, ClientMessage message, ToolCall call, ApprovalMatch match)
    {
        var profile = masking.ProfileFor(
            exchange.Caller,
            MaskingTarget.Of(exchange.Server, message.Name, MaskingDirection.Request)
        );
        var masked = masker.MaskForRecord(message.Json, profile);
        var headers = exchange.ForwardedHeaders.IsEmpty ? null : Encoding.UTF8.GetString(exchange.ForwardedHeaders.ToJson());
        MaskedMessage? maskedHeaders = exchange.Headers.IsEmpty
            ? null
            : masker.MaskForRecord(RecordedHeaders.Wrap(exchange.Headers.ToJson()), profile);
        using var shown = masked.Count == 0 ? null : ToolCall.Read(masked.Json);
        var visible = shown ?? call;
        var tool = masker.MaskText(message.Name!);
        tool = Protocol.ClippedText.Of(tool, MaxTool);
        var key = shown is null && maskedHeaders is not { Count: > 0 } ? null : keys.Active(KeyPurpose.CallIdentity);
        var identity = CallIdentity.Of(
            exchange.Caller.Id,
            exchange.Server,
            message.Name!,
            call,
            new BoundContext(headers, call.MetaText(_unboundMeta)),
            key
        );
        return new EvaluatedCall(match.Rule, identity, tool, tool == message.Name)
        {
            Headers = RecordedHeaders.TextOf(maskedHeaders),
            Meta = visible.MetaText(Nothing),
            Condition = match.Describe(visible.Arguments),
            Arguments = visible.Arguments?.GetRawText(),
            Parameters = visible.HasOthers ? visible.OthersText() : null,
            Justification = visible.Justification,
        };
    }
}
