using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Data.Sessions;
using Portal.Gateway.ApprovalRules;

namespace Portal.Gateway.Policy.Trials;

/// <summary>
/// Tries an approval policy on recorded tool calls. Their arguments are masked, so a condition on a masked value sees the mask.
/// </summary>
/// <param name="tried">The policy.</param>
internal sealed class ApprovalTrial(ApprovalRule tried) : IPolicyTrial
{
    public TrialResult Try(TriedRecord sample)
    {
        var record = sample.Record;
        if (
            record is not { From: RecordOrigin.Client, Direction: RecordDirection.Request, Method: "tools/call", Tool: { } tool }
            || !tried.Concerns(sample.Caller, sample.Server, tool)
        )
        {
            return TrialResult.NotConcerned;
        }

        if (sample.Row.Payload is not { } text)
        {
            return TrialResult.Failed;
        }

        try
        {
            using var message = JsonDocument.Parse(text);
            var holds = ApprovalPolicy.Decide([tried], ArgumentsOf(message.RootElement), ApprovalRule.MaxMinutes) is not null;
            return TrialResult.Of(holds && record.Outcome == RecordOutcome.Ok ? DryRunEffect.Held : null, []);
        }
        catch (Exception exception) when (exception is JsonException or RegexMatchTimeoutException)
        {
            return TrialResult.Failed;
        }
    }

    private static JsonElement? ArgumentsOf(JsonElement message) =>
        message.ValueKind == JsonValueKind.Object
        && message.TryGetProperty("params", out var parameters)
        && parameters.ValueKind == JsonValueKind.Object
        && parameters.TryGetProperty("arguments", out var arguments)
            ? arguments
            : null;
}
