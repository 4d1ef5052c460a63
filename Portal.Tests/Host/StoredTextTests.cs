using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Data.SelfScans;

namespace Portal.Tests.Host;

/// <summary>One record must never blind the auditor: whatever text is stored, every list can be read.</summary>
public sealed class StoredTextTests(ApprovalHost host) : IClassFixture<ApprovalHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("4111111111111111", "411111******1111")]
    [InlineData("\"4111111111111111\"", "411111******1111")]
    [InlineData("\"order 4111 1111 1111 1111\"", "order 4111 11** **** 1111")]
    [InlineData("1e400", null)]
    [InlineData("-0.0", null)]
    [InlineData("\"\"", "")]
    [InlineData("\"\\u0000\\\"\\\\\"", "\0\"\\")]
    public async Task Records_WithAnyId_AreListed(string id, string? shown)
    {
        await host.SendAsync(PortalHost.Call("any_id", id: id));

        var records = await host.ApiAsync("/api/v1/records?tool=any_id&take=2");

        Assert.Equal(200, records.Status);
        Assert.Equal(2, records.Items.Count);
        Assert.All(records.Items, record => Assert.Equal(shown ?? id, shown is null ? record.GetProperty("rpcId").GetRawText() : record.GetProperty("rpcId").GetString()));
    }

    [Theory]
    [InlineData("9", 300, "")]
    [InlineData("7", 126, "\\ud83d\\ude00\\ud83d\\ude00")]
    [InlineData("😀", 100, "")]
    [InlineData("x😀", 60, "")]
    [InlineData("\\ud800", 1, "")]
    [InlineData("\\udc00\\ud800", 30, "")]
    public async Task Records_WithLongOrHalfTexts_AreListed(string part, int times, string end)
    {
        var text = string.Concat(Enumerable.Repeat(part, times)) + end;
        await host.SendAsync(PortalHost.Call("long_id", id: $"\"{text}\""));
        await host.SendAsync(PortalHost.Call("long_id", $$"""{"{{text}}":"{{text}}"}""", "5"));

        foreach (var path in new[] { "/api/v1/records?take=500", "/api/v1/sessions?take=500", "/api/v1/masking-log" })
        {
            var reply = await host.ApiAsync(path);
            Assert.Equal((path, 200), (path, reply.Status));
            Assert.Equal(JsonValueKind.Object, reply.Json.ValueKind);
        }
    }

    [Fact]
    public async Task Lists_WithBrokenTextInEveryColumn_AreRead()
    {
        var (ticket, session, policy) = await FillAsync();
        foreach (var text in new[] { "{\"broken", "411111******1111", "\"\\ud800\"", "{\"name\":\"\\udc00\"}", new string('[', 200) + new string(']', 200), "null", "", "\0" })
        {
            await BreakAsync(text);
            foreach (var path in Places(ticket, session, policy))
            {
                var reply = await host.ApiAsync(path, PortalHost.Admin);
                Assert.True(reply.Status is 200 or 404, $"{path} answered {reply.Status} for {text}: {reply.Text}");
                if (reply.ContentHeaders.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true)
                {
                    Assert.Equal(JsonValueKind.Object, reply.Json.ValueKind);
                }
            }
        }
    }

    [Fact]
    public void Lists_AllOfThem_AreAmongThoseThatAreTried()
    {
        var places = Places(Guid.Empty, Guid.Empty, "mail");
        var routes = host.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .Select(endpoint => endpoint.RoutePattern.RawText!)
            .Where(route => route.StartsWith("/api/v1", StringComparison.Ordinal))
            .ToList();

        Assert.True(routes.Count > 10);
        foreach (var route in routes)
        {
            var segments = route.TrimEnd('/').Split('/');
            Assert.Contains(places, place => place.Split('?')[0].Split('/') is var parts && parts.Length == segments.Length
                && parts.Zip(segments).All(pair => pair.Second.StartsWith('{') || pair.First == pair.Second));
        }
    }

    private static IReadOnlyList<string> Places(Guid ticket, Guid session, string policy) =>
    [
        "/api/v1/sessions?take=500", $"/api/v1/sessions/{session}", $"/api/v1/sessions/{session}/records?take=500", "/api/v1/records?take=500", "/api/v1/masking-log?take=500",
        "/api/v1/approvals?take=500", $"/api/v1/approvals/{ticket}", $"/api/v1/approvals/{ticket}/record", "/api/v1/approval-windows", "/api/v1/callers", "/api/v1/controls",
        "/api/v1/keys", "/api/v1/servers", "/api/v1/servers/up", "/api/v1/policies", "/api/v1/policies/mail", $"/api/v1/policies/{policy}",
        $"/api/v1/policies/{policy}/versions", $"/api/v1/policies/{policy}/difference?from=1&to=2", "/api/v1/self-scans", "/.well-known/portal-keys.json",
    ];

    // Rows in every table.
    private async Task<(Guid Ticket, Guid Session, string Policy)> FillAsync()
    {
        var (reply, held) = await host.HoldAsync("tour_fill", "{\"a\":1}");
        Assert.Equal(200, (await host.DecideAsync(held.TicketId, "approve", body: $$"""{"justification":"agreed with the team","until":"{{host.Clock.GetUtcNow().AddMinutes(5):O}}"}""")).Status);
        await reply;
        foreach (var field in new[] { "$..one", "$..two" })
        {
            await host.SaveAsync($$"""{"kind":"masking","name":"fill","servers":["narrow"],"fields":["{{field}}"],"action":"redact","reason":"to be broken"}""");
        }

        await host.CallAsync(call => call.TextAsync($"card {PortalHost.Pan}"), "fill");
        await using var context = await host.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancel);
        context.SelfScans.Add(new SelfScan { Id = Guid.CreateVersion7(), Started = host.Clock.GetUtcNow(), Ended = host.Clock.GetUtcNow(), Scope = "{}", Places = "[]", Jws = "a.b.c", Bytes = 1, Findings = 0 });
        await context.SaveChangesAsync(Cancel);
        return (held.TicketId, await context.Sessions.OrderByDescending(row => row.Id).Select(row => row.Id).FirstAsync(Cancel), "fill");
    }

    // The newest row of every table, straight into the file.
    private async Task BreakAsync(string text)
    {
        await using var context = await host.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancel);
        using var connection = host.OpenDatabase();
        foreach (var table in context.Model.GetRelationalModel().Tables)
        {
            var key = table.PrimaryKey!.Columns.Select(column => column.Name).ToList();
            foreach (var column in table.Columns.Where(column => column.StoreType == "TEXT" && !key.Contains(column.Name, StringComparer.Ordinal)))
            {
                using var command = connection.CreateCommand();
                var keys = string.Join(", ", key.Select(name => $"\"{name}\""));
#pragma warning disable CA2100 // names of the model
                command.CommandText = $"UPDATE \"{table.Name}\" SET \"{column.Name}\" = @text WHERE ({keys}) IN (SELECT {keys} FROM \"{table.Name}\" ORDER BY {string.Join(", ", key.Select(name => $"\"{name}\" DESC"))} LIMIT 1)";
#pragma warning restore CA2100
                command.Parameters.AddWithValue("@text", text);
                command.ExecuteNonQuery();
            }
        }
    }
}
