using Microsoft.Extensions.Options;
using Portal.Data.Keys;
using Portal.Gateway.Inspection;
using Portal.Gateway.Keys;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Rules;
using Portal.Gateway.Policy;

namespace Portal.Gateway.Approvals;

/// <summary>Says whether a person must see a call, and what the person will see of it.</summary>
internal sealed class CallJudge(PolicyBook policies, MessageMasker masker, MaskingBook masking, KeyRegister keys, IOptions<GatewayOptions> options)
{
    private const int MaxTool = 256;

    private readonly int _ticketMinutes = options.Value.Approvals.TicketMinutes;

    /// <summary>Judges a call; null when it need not wait. Costs nothing where no rule is about the tool.</summary>
    /// <param name="exchange">Its exchange.</param>
    /// <param name="message">A <c>tools/call</c>.</param>
    public JudgedCall? Judge(Exchange exchange, ClientMessage message)
    {
        var rules = ApprovalPolicy.Concerning(policies.ApprovalRules, exchange.Caller!, exchange.Server, message.Name!);
        if (rules.Count == 0)
        {
            return null;
        }

        using var call = ToolCall.Read(message.Json);
        return ApprovalPolicy.Decide(rules, call.Arguments, _ticketMinutes) is { } match ? Describe(exchange, message, call, match) : null;
    }

    private JudgedCall Describe(Exchange exchange, ClientMessage message, ToolCall call, ApprovalMatch match)
    {
        var masked = masker.MaskForRecord(message.Json, masking.ProfileFor(exchange.Caller!, MaskingTarget.Of(exchange.Server, message.Name, MaskingDirection.Request)));
        using var shown = masked.Count == 0 ? null : ToolCall.Read(masked.Json);
        var visible = shown ?? call;
        var tool = masker.MaskText(message.Name!);
        tool = Protocol.ClippedText.Of(tool, MaxTool);
        return new JudgedCall(match.Rule, CallIdentity.Of(exchange.Caller!.Id, exchange.Server, message.Name!, call, shown is null ? null : keys.Active(KeyPurpose.CallIdentity)), tool, tool == message.Name)
        {
            Condition = match.Describe(visible.Arguments),
            Arguments = visible.Arguments?.GetRawText(),
            Parameters = visible.HasOthers ? visible.OthersText() : null,
            Justification = visible.Justification,
        };
    }
}
