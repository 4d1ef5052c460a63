using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using PaymentsServer;
using Portal.E2E.Targets;

namespace Portal.E2E.Approvals;

/// <summary>The portal's process before the payments server, with a rule that holds large exports, and a person who decides.</summary>
internal sealed class HeldPortal : IAsyncDisposable
{
    public const string Tool = "export_transactions";
    private const string Server = "payments";

    private static readonly TimeSpan Limit = Outer.Limit;

    private readonly WebApplication _payments;
    private readonly PortalProcess _portal;
    private readonly HttpClient _client;
    private string? _approver;

    private HeldPortal(WebApplication payments, PortalProcess portal)
    {
        (_payments, _portal) = (payments, portal);
        _client = new HttpClient { BaseAddress = portal.Address };
    }

    public Uri Address => _portal.Address;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<HeldPortal> StartAsync()
    {
        var payments = PaymentsHost.Build("http://127.0.0.1:0");
        await payments.StartAsync(Cancel);
        var seed = new PortalSeed(new Dictionary<string, Uri>(StringComparer.Ordinal) { [Server] = new(payments.Urls.First() + "/mcp") })
        {
            MorePolicies = [new { kind = "approval", name = "bulk export", servers = new[] { Server }, tools = new[] { "export_*" }, when = new[] { new { argument = "$.limit", op = "gt", value = 100 } } }],
        };
        return new HeldPortal(payments, await PortalProcess.StartAsync(seed, Cancel));
    }

    /// <summary>Kills the process (SIGKILL), and starts another on the same database that answers a call to be held after a second.</summary>
    public async Task KillAndStartAsync()
    {
        await _portal.KillAsync();
        _approver ??= ApproverToken.Insert(_portal.Database);
        await _portal.StartAgainAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["Gateway__Approvals__InlineWaitSeconds"] = "1" }, Cancel);
    }

    /// <summary>Identical calls of a public client that gives up on each after a while; what became of each.</summary>
    public async Task<IReadOnlyList<JsonElement>> CallAsync(string arguments, int copies, TimeSpan patience)
    {
        var target = _portal.For(Server);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["COPIES"] = $"{copies}", ["TIMEOUT_MS"] = $"{patience.TotalMilliseconds:F0}" };
        var outcome = await NodeProcess.RunAsync([Installed.Script("calls.mjs"), target.Endpoint.ToString(), target.Token!, Tool, arguments], environment, Limit, Cancel);
        Assert.True(outcome.ExitCode == 0, $"{outcome}\n{_portal.DescribeFailure()}");
        return [.. JsonSerializer.Deserialize<JsonElement>(outcome.Output).EnumerateArray()];
    }

    /// <summary>The caller's tickets, the newest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> TicketsAsync() =>
        [.. JsonSerializer.Deserialize<JsonElement>(await ApiAsync(HttpMethod.Get, "/api/v1/approvals", PortalSeed.Token)).GetProperty("items").EnumerateArray()];

    public Task<string> ApproveAsync(Guid ticket) => ApiAsync(HttpMethod.Post, $"/api/v1/approvals/{ticket}/approve", _approver!, """{"justification":"agreed with the team"}""");

    public Task<string> RecordAsync(Guid ticket) => ApiAsync(HttpMethod.Get, $"/api/v1/approvals/{ticket}/record", PortalSeed.Token);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _portal.DisposeAsync();
        await _payments.DisposeAsync();
    }

    private async Task<string> ApiAsync(HttpMethod method, string path, string token, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _client.SendAsync(request, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}\n{_portal.DescribeFailure()}");
        return text;
    }
}
