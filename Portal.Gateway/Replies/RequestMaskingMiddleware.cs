using System.Buffers;
using Microsoft.AspNetCore.Http;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Inspection;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Rules;
using Portal.Gateway.Policy;
using Portal.Gateway.Protocol;
using Portal.Gateway.Recording;

namespace Portal.Gateway.Replies;

/// <summary>
/// Applies to what the client sends the masking policies that are about requests: on the wire what they name, in the record card
/// data too. Without such a policy requests pass as they were sent. A message that a policy withholds does not reach the server.
/// </summary>
internal sealed class RequestMaskingMiddleware(
    RequestDelegate next,
    MessageMasker masker,
    MaskingProfileResolver profiles,
    Refusals refusals
)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!profiles.HasRules)
        {
            return next(context);
        }

        var exchange = Exchange.Of(context);
        if (BlockerOf(exchange) is { } unreadable)
        {
            return refusals.RefuseAsync(context, Refusals.Withheld(unreadable.Name, hasFailed: true));
        }

        var messages = new List<ClientMessage>(exchange.Messages.Count);
        string? blockedBy = null;
        foreach (var message in exchange.Messages)
        {
            messages.Add(Mask(exchange, message, ref blockedBy));
        }

        MaskHeaders(exchange);
        var isChanged = messages.Exists(message => message.Recorded is not null);
        var before = exchange.Messages;
        exchange.Messages = isChanged ? messages : before;
        if (blockedBy is not null)
        {
            return refusals.RefuseAsync(context, Refusals.Withheld(blockedBy, hasFailed: false));
        }

        if (isChanged)
        {
            Rewrite(context.Request, exchange, before);
        }

        return next(context);
    }

    // A policy that cannot be read withholds what it may concern, before the call has an effect and not only its reply.
    private MaskingRule? BlockerOf(Exchange exchange) =>
        profiles.ProfileFor(exchange.Caller, MaskingTargets.OfReply(exchange)).Blocker;

    private ClientMessage Mask(Exchange exchange, ClientMessage message, ref string? blockedBy)
    {
        var profile = profiles.ProfileFor(exchange.Caller, MaskingTargets.OfRequest(exchange, message));
        if (profile.IsBuiltIn)
        {
            return message;
        }

        var wire = masker.Mask(message.Json, profile);
        blockedBy ??= wire.BlockedBy;
        return wire.Hits.Count == 0
            ? message
            : message with
            {
                Json = wire.Json,
                Recorded = masker.MaskForRecord(message.Json, profile),
            };
    }

    // Headers that mirror arguments follow the message; see MirroredHeaders.
    private void MaskHeaders(Exchange exchange)
    {
        if (exchange.Headers.IsEmpty || exchange.Messages.Count == 0)
        {
            return;
        }

        var profile = profiles.ProfileFor(exchange.Caller, MaskingTargets.OfRequest(exchange, exchange.Messages[0]));
        if (!profile.IsBuiltIn)
        {
            exchange.ForwardedHeaders = exchange.Headers.Select(
                (name, value) =>
                    name.StartsWith(McpHeaders.ParameterPrefix, StringComparison.OrdinalIgnoreCase)
                        ? value
                        : masker.MaskText(value, profile)
            );
        }
    }

    private static void Rewrite(HttpRequest request, Exchange exchange, IReadOnlyList<ClientMessage> before)
    {
        for (var index = 0; index < before.Count; index++)
        {
            exchange.ForwardedHeaders = MirroredHeaders.Replace(
                exchange.ForwardedHeaders,
                before[index].Json.Span,
                exchange.Messages[index].Json.Span
            );
        }

        RequestBody.Set(request, exchange, exchange.IsBatch ? Join(exchange.Messages) : exchange.Messages[0].Json.ToArray());
    }

    private static byte[] Join(IReadOnlyList<ClientMessage> messages)
    {
        var output = new ArrayBufferWriter<byte>();
        for (var index = 0; index < messages.Count; index++)
        {
            output.Write(index == 0 ? "["u8 : ","u8);
            output.Write(messages[index].Json.Span);
        }

        output.Write("]"u8);
        return output.WrittenSpan.ToArray();
    }
}
