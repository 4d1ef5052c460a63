using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace Portal.Tests.Host;

/// <summary>The public SignalR client, connected to the portal's hub.</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private readonly HubConnection _connection;
    private readonly Channel<JsonElement> _tickets = Channel.CreateUnbounded<JsonElement>();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HubClient(PortalHost host, Action<IDictionary<string, string>> headers, string query)
    {
        _connection = new HubConnectionBuilder()
            .WithUrl($"http://127.0.0.1:{host.Port}/hubs/approvals{query}", options =>
            {
                options.Transports = HttpTransportType.WebSockets;
                headers(options.Headers);
            })
            .Build();
        _connection.On<JsonElement>("ticketChanged", ticket => _tickets.Writer.TryWrite(ticket));
        _connection.Closed += _ =>
        {
            _closed.TrySetResult();
            return Task.CompletedTask;
        };
    }

    /// <summary>Completes when the portal has ended the connection.</summary>
    public Task Closed => _closed.Task;

    public static async Task<HubClient> ConnectAsync(PortalHost host, string token) => await ConnectAsync(host, headers => headers["Authorization"] = "Bearer " + token);

    public static async Task<HubClient> ConnectAsync(PortalHost host, Action<IDictionary<string, string>> headers, string query = "")
    {
        var client = new HubClient(host, headers, query);
        try
        {
            await client._connection.StartAsync(TestContext.Current.CancellationToken);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>The next ticket that is announced.</summary>
    public async Task<JsonElement> NextAsync() =>
        await _tickets.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Outer.Limit, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
