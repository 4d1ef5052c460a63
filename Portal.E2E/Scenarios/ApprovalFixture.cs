using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.E2E.Pages;
using Xunit;

namespace Portal.E2E.Scenarios;

/// <summary>The demo as it comes, with the sample payments server in it, some more people, and the browser of the other scenarios.</summary>
public sealed partial class ApprovalFixture(PortalFixture portal) : IAsyncLifetime
{
    private const string Password = "portal-demo-1234";

    private const string Seed = """
        { "people": [
            { "email": "bo@demo.example", "name": "Bo Second", "roles": ["approver"], "password": "portal-demo-1234" },
            { "email": "una@demo.example", "name": "Una Both", "roles": ["approver", "engineer"], "password": "portal-demo-1234" },
            { "email": "eve@demo.example", "name": "Eve Emergency", "roles": ["break-glass"], "password": "portal-demo-1234" } ],
          "serviceAccounts": [ { "name": "flood", "roles": ["batch"], "token": "pt_flood-0123456789abcdefghijklmnopqrstuvwxyz" },
                               { "name": "report-bot", "roles": ["engineer"], "token": "pt_report-0123456789abcdefghijklmnopqrstuvwxyz" } ],
          "policies": [
            { "kind": "approval", "name": "card search takes two", "servers": ["payments"], "tools": ["search_*"], "approvers": { "quorum": 2 }, "reauthenticate": true } ] }
        """;

    private readonly DevHost _host = new();
    private readonly Dictionary<string, string> _signedIn = new(StringComparer.Ordinal);
    private readonly HttpClient _client = new() { Timeout = Outer.Limit };
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-e2e-seed-").FullName;

    /// <summary>Where the portal listens.</summary>
    public string Address => _host.Address;

    /// <summary>The demo engineer's token.</summary>
    public string Token { get; private set; } = "";

    /// <summary>A service account's token.</summary>
    public static string Bot => "pt_report-0123456789abcdefghijklmnopqrstuvwxyz";

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var seed = Path.Combine(_folder, "seed.json");
        await File.WriteAllTextAsync(seed, Seed);
        await _host.StartAsync(demo: true, seedFile: seed);
        while (Token.Length == 0)
        {
            Token = TokenPattern().Match(string.Join('\n', _host.Output)).Groups["token"].Value;
            await Task.Delay(50);
        }
    }

    /// <summary>A page of somebody who has signed in.</summary>
    public async Task<IPage> VisitAsync(string name, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        if (!_signedIn.TryGetValue(name, out var state))
        {
            var first = await OpenAsync(1280, ColorScheme.Light, null);
            await new SignInPage(first).SignInAsync($"{name}@demo.example", Password);
            _signedIn[name] = state = await first.Context.StorageStateAsync();
            await first.Context.CloseAsync();
        }

        return await OpenAsync(width, scheme, state);
    }

    /// <summary>A page of somebody who has just signed in.</summary>
    public async Task<IPage> SignInAsync(string name, int width = 1280)
    {
        var page = await OpenAsync(width, ColorScheme.Light, null);
        await new SignInPage(page).SignInAsync($"{name}@demo.example", Password);
        return page;
    }

    /// <summary>A page of nobody.</summary>
    public async Task<IPage> OpenAsync(int width, ColorScheme scheme, string? state)
    {
        var context = await portal.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address,
            StorageState = state,
            ViewportSize = new ViewportSize { Width = width, Height = width < 500 ? 812 : 860 },
            ColorScheme = scheme,
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        context.SetDefaultTimeout(Outer.BrowserLimit);
        return await context.NewPageAsync();
    }

    /// <summary>A call that will wait: its answer, and its ticket once there is one.</summary>
    public async Task<(Task<string> Reply, Guid Ticket)> HoldAsync(string tool, string arguments, string? token = null, string? reason = null)
    {
        var before = (await PendingAsync()).ToHashSet();
        var reply = CallAsync(tool, arguments, token ?? Token, reason);
        while (true)
        {
            var now = await PendingAsync();
            if (now.Where(id => !before.Contains(id)).ToList() is [var ticket, ..])
            {
                return (reply, ticket);
            }

            if (reply.IsCompleted)
            {
                throw new InvalidOperationException($"The call was not held: {await reply}");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>The tickets of the demo's engineer and of the service account that wait.</summary>
    public async Task<IReadOnlyList<Guid>> PendingAsync() =>
        [.. (await PendingAsync(Token)).Concat(await PendingAsync(Bot)).Select(ticket => ticket.GetProperty("id").GetGuid())];

    /// <summary>Waiting tickets as their caller's API sees them.</summary>
    public async Task<IReadOnlyList<JsonElement>> PendingAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Address}/api/v1/approvals?state=pending&take=500");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _client.SendAsync(request);
        return [.. JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("items").EnumerateArray()];
    }

    /// <summary>Withdraws whatever still waits, so that scenarios do not see each other's calls.</summary>
    public async Task ClearAsync()
    {
        foreach (var token in new[] { Token, Bot })
        {
            foreach (var ticket in await PendingAsync(token))
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, $"{Address}/api/v1/approvals/{ticket.GetProperty("id").GetGuid()}/withdraw");
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                using var response = await _client.SendAsync(request);
            }
        }
    }

    /// <summary>Sends one JSON text to the payments server through the gateway; returns the answer.</summary>
    public async Task<string> PostAsync(string json, string token, IReadOnlyDictionary<string, string>? headers = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Address}/mcp/payments");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        foreach (var (name, value) in headers ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<string> CallAsync(string tool, string arguments, string token, string? reason)
    {
        var meta = reason is null ? "{}" : JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { ["portal/justification"] = reason });
        return PostAsync(
            $$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":{{{JsonSerializer.Serialize(tool)}}},"arguments":{{{arguments}}},"_meta":{{{meta}}}}}""", token);
    }

    [GeneratedRegex(@"Bearer (?<token>pt_[\w-]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex TokenPattern();
}
