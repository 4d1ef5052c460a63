using System.Buffers;
using System.Data.Common;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Inspection;
using Portal.Gateway.Masking;
using Portal.Gateway.Policy;
using Portal.Gateway.Protocol;
using Portal.Gateway.Recording;
using Portal.Gateway.Rules;
using Portal.Gateway.Tasks;

namespace Portal.Gateway.Replies;

/// <summary>
/// Binds the tasks that servers make to whose call made them, before the caller hears of them, and lets nobody hear of other
/// callers' tasks: lists are filtered,
/// notifications about them are left out.
/// </summary>
internal sealed class TaskReplies(TaskDirectory tasks, PolicyProvider policies, MessageMasker masker)
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonLimits.MaxReplyDepth };

    /// <summary>Looks through what a server sent.</summary>
    /// <param name="exchange">What it belongs to.</param>
    /// <param name="json">The text, one message or a batch.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ReplyException">A task of it cannot be bound.</exception>
    public ValueTask<ReviewedReply> ReviewAsync(
        Exchange exchange,
        ReadOnlyMemory<byte> json,
        CancellationToken cancellationToken
    ) => MayBeAboutTasks(json.Span) ? ReadAsync(exchange, json, cancellationToken) : new(new ReviewedReply(json));

    // The name as it is, or with one of its letters escaped.
    private static bool MayBeAboutTasks(ReadOnlySpan<byte> json) =>
        json.IndexOf("\"taskId\""u8) >= 0
        || json.IndexOf("\\u004"u8) >= 0
        || json.IndexOf("\\u006"u8) >= 0
        || json.IndexOf("\\u007"u8) >= 0;

    private async ValueTask<ReviewedReply> ReadAsync(
        Exchange exchange,
        ReadOnlyMemory<byte> json,
        CancellationToken cancellationToken
    )
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, Options);
        }
        catch (JsonException)
        {
            // Whoever reads it for masking finds the same.
            return new ReviewedReply(json);
        }

        using (document)
        {
            return await ReviewAsync(exchange, json, document.RootElement, cancellationToken);
        }
    }

    private async ValueTask<ReviewedReply> ReviewAsync(
        Exchange exchange,
        ReadOnlyMemory<byte> json,
        JsonElement root,
        CancellationToken cancellationToken
    )
    {
        var edits = new List<(Range Place, byte[] Text)>();
        foreach (
            var message in root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : new List<JsonElement> { root }
        )
        {
            if (Member(message, "method") is { ValueKind: JsonValueKind.String } method)
            {
                if (await IsOthersAsync(exchange, method.GetString()!, Member(message, "params"), cancellationToken))
                {
                    return new ReviewedReply(json, IsLeftOut: true);
                }
            }
            else if (Member(message, "result") is { ValueKind: JsonValueKind.Object } result)
            {
                exchange.TryFindRequest(Member(message, "id")?.GetRawText(), out var request);
                await BindAsync(exchange, request, result, cancellationToken);
                if (
                    Member(result, "tasks") is { ValueKind: JsonValueKind.Array } list
                    && (request is null || request.IsAboutTasks)
                )
                {
                    await FilterAsync(exchange, json, list, edits, cancellationToken);
                }
            }
        }

        return new ReviewedReply(edits.Count == 0 ? json : Apply(json, edits));
    }

    private async ValueTask<bool> IsOthersAsync(
        Exchange exchange,
        string method,
        JsonElement? parameters,
        CancellationToken cancellationToken
    )
    {
        if (parameters is not { ValueKind: JsonValueKind.Object } told)
        {
            return false;
        }

        if (method is "notifications/tasks/status" or "notifications/tasks")
        {
            return Member(told, "taskId") is not { ValueKind: JsonValueKind.String } id
                || !await IsOwnAsync(exchange, id.GetString()!, orUnknown: false, cancellationToken);
        }

        // One that is unknown is the client's: servers have tasks at clients too.
        return TaskReferences.RelatedTo(told) is { } related
            && !await IsOwnAsync(exchange, related, orUnknown: true, cancellationToken);
    }

    private async ValueTask<bool> IsOwnAsync(
        Exchange exchange,
        string taskId,
        bool orUnknown,
        CancellationToken cancellationToken
    ) =>
        await tasks.FindAsync(exchange.Server, taskId, cancellationToken) is not { } task
            ? orUnknown
            : task.CallerId == exchange.Caller.Id
                && AccessPolicy
                    .Decide(
                        policies.AccessRules,
                        exchange.Caller,
                        exchange.Server,
                        new AccessTarget(AccessTargetKind.Tool, task.Tool)
                    )
                    .Allowed;

    // Only where the client asked for a task, or the result says that it is one: any result may have a member of that name.
    private async ValueTask BindAsync(
        Exchange exchange,
        ClientMessage? request,
        JsonElement result,
        CancellationToken cancellationToken
    )
    {
        if (request is not { Method: "tools/call", Name: { } tool })
        {
            return;
        }

        var made = request.AsksForTask ? Member(Member(result, "task"), "taskId") : null;
        made ??=
            Member(result, "resultType") is { ValueKind: JsonValueKind.String } type && type.ValueEquals("task"u8)
                ? Member(result, "taskId")
                : null;
        if (made is not { ValueKind: JsonValueKind.String } id)
        {
            return;
        }

        await BindAsync(exchange, id.GetString()!, tool, cancellationToken);
    }

    private async ValueTask BindAsync(Exchange exchange, string id, string tool, CancellationToken cancellationToken)
    {
        // Neither may lie in the database, the id not even as a hash.
        if (
            id.Length is 0 or > TaskDirectory.MaxIdLength
            || tool.Length > TaskDirectory.MaxToolLength
            || masker.MaskText(id) != id
            || masker.MaskText(tool) != tool
        )
        {
            throw ReplyException.Unmaskable(
                "The server made a task whose id, or whose tool's name, is too long or looks like card data; the reply is "
                    + "withheld."
            );
        }

        try
        {
            if (!await tasks.BindAsync(exchange.Server, id, exchange.Caller, tool, cancellationToken))
            {
                throw ReplyException.Unmaskable("The server gave a task id that belongs to another call; the reply is withheld.");
            }
        }
        catch (Exception exception) when (exception is DbException or DbUpdateException)
        {
            throw ReplyException.Unrecorded();
        }
    }

    private async ValueTask FilterAsync(
        Exchange exchange,
        ReadOnlyMemory<byte> json,
        JsonElement list,
        List<(Range Place, byte[] Text)> edits,
        CancellationToken cancellationToken
    )
    {
        var kept = new List<JsonElement>();
        foreach (var task in list.EnumerateArray())
        {
            if (
                Member(task, "taskId") is { ValueKind: JsonValueKind.String } id
                && await IsOwnAsync(exchange, id.GetString()!, orUnknown: false, cancellationToken)
            )
            {
                kept.Add(task);
            }
        }

        if (kept.Count < list.GetArrayLength())
        {
            edits.Add((PlaceOf(json, list), Join(kept)));
        }
    }

    private static Range PlaceOf(ReadOnlyMemory<byte> json, JsonElement element)
    {
        var text = JsonMarshal.GetRawUtf8Value(element);
        return json.Span.Overlaps(text, out var offset)
            ? offset..(offset + text.Length)
            : throw new InvalidOperationException("An element lies outside its text.");
    }

    private static byte[] Join(List<JsonElement> elements)
    {
        var output = new ArrayBufferWriter<byte>(256);
        output.Write("["u8);
        for (var index = 0; index < elements.Count; index++)
        {
            output.Write(index == 0 ? ""u8 : ","u8);
            output.Write(JsonMarshal.GetRawUtf8Value(elements[index]));
        }

        output.Write("]"u8);
        return output.WrittenSpan.ToArray();
    }

    private static ReadOnlyMemory<byte> Apply(ReadOnlyMemory<byte> json, List<(Range Place, byte[] Text)> edits)
    {
        var output = new ArrayBufferWriter<byte>(json.Length);
        var position = 0;
        foreach (var (place, text) in edits)
        {
            output.Write(json.Span[position..place.Start.Value]);
            output.Write(text);
            position = place.End.Value;
        }

        output.Write(json.Span[position..]);
        return output.WrittenMemory;
    }

    private static JsonElement? Member(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(name, out var value) ? value : null;
}
