using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Portal.E2E.Conformance.Fixture;

/// <summary>The open <c>subscriptions/listen</c> streams. Each acknowledges first, then carries what was asked for, tagged with its id.</summary>
internal sealed class ListenStreams
{
    private readonly ConcurrentDictionary<Channel<string>, bool> _streams = new();

    public static async ValueTask<EmptyResult> ServeAsync(RequestContext<SubscriptionsListenRequestParams> request, CancellationToken cancellationToken)
    {
        var streams = request.Services!.GetRequiredService<ListenStreams>();
        var wanted = request.Params?.Notifications ?? new();
        var acknowledged = JsonSerializer.SerializeToNode(
            new SubscriptionsAcknowledgedNotificationParams { Notifications = wanted }, McpJsonUtilities.DefaultOptions);
        var announcements = Channel.CreateUnbounded<string>();
        streams._streams[announcements] = true;
        try
        {
            await SendAsync(request, NotificationMethods.SubscriptionsAcknowledgedNotification, acknowledged!.AsObject(), cancellationToken);
            await foreach (var method in announcements.Reader.ReadAllAsync(cancellationToken))
            {
                if (Wants(wanted, method))
                {
                    await SendAsync(request, method, [], cancellationToken);
                }
            }
        }
        finally
        {
            streams._streams.TryRemove(announcements, out _);
        }

        return new EmptyResult();
    }

    public void Announce(string method)
    {
        foreach (var stream in _streams.Keys)
        {
            stream.Writer.TryWrite(method);
        }
    }

    private static bool Wants(SubscriptionsListenNotifications wanted, string method) => method switch
    {
        NotificationMethods.ToolListChangedNotification => wanted.ToolsListChanged == true,
        NotificationMethods.PromptListChangedNotification => wanted.PromptsListChanged == true,
        _ => false,
    };

    private static Task SendAsync(
        RequestContext<SubscriptionsListenRequestParams> request, string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        parameters["_meta"] = new JsonObject { [MetaKeys.SubscriptionId] = request.JsonRpcRequest.Id.ToString() };
        return request.Server.SendMessageAsync(new JsonRpcNotification { Method = method, Params = parameters }, cancellationToken);
    }
}
