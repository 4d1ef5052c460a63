using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Data.Masking;
using Portal.Data.People;
using Portal.Data.Sessions;
using Portal.Gateway.Callers;
using Portal.Gateway.Configuration;
using Portal.Gateway.Masking;
using Portal.Gateway.Policy;
using Portal.Gateway.SelfScan;
using Portal.SignIn;
using Xunit;
using Record = Portal.Data.Sessions.Record;

namespace Portal.E2E.Scenarios;

/// <summary>People and recorded traffic, written straight into the database before the portal starts.</summary>
internal static class SeededData
{
    public const string Password = "correct horse 42 battery";

    public static readonly IReadOnlyList<(string Email, string Name, string Role)> People =
    [
        ("admin@example.com", "Ada Moreau", PortalRoles.Admin),
        ("auditor@example.com", "Oskar Lind", PortalRoles.Auditor),
        ("author@example.com", "Paula Ito", PortalRoles.PolicyAuthor),
        ("caller@example.com", "Chidi Okafor", PortalRoles.Caller),
        ("unlucky@example.com", "Una Lucky", PortalRoles.Caller),
    ];

    private static readonly string[] Tools = ["list_transactions", "get_customer", "search_cards", "refund_payment", "export_transactions"];
    private static readonly string[] Clients = ["claude-code", "Visual Studio Code", "cursor-vscode"];

    /// <summary>How many sessions there are at the start.</summary>
    public const int Sessions = 140;

    private static readonly (string Policy, string Reason)[] Policies =
    [
        ("""{"kind":"access","name":"everyone uses payments","servers":["payments"],"effect":"allow"}""", "agreed with the owners of payments"),
        ("""{"kind":"access","name":"no exports","servers":["*"],"tools":["export_*"],"effect":"deny"}""", "exports go through the data office"),
        ("""{"kind":"masking","name":"customer contact","servers":["payments"],"fields":["$..email"],"action":"mask"}""", "privacy review 2026-10"),
        ("""{"kind":"masking","name":"customer contact","servers":["payments","ledger"],"fields":["$..email","$..address"],"patterns":[{"name":"employee","regex":"\\bE\\d{6}\\b"}],"action":"redact"}""", "asterisks kept the length of names"),
    ];

    /// <summary>Writes everything; returns a token of the policy author.</summary>
    public static async Task<string> WriteAsync(string connectionString, string serverUrl)
    {
        await using var services = Services(connectionString);
        await services.GetRequiredService<PortalDatabase>().PrepareAsync(CancellationToken.None);
        var ids = new Dictionary<string, Guid>(StringComparer.Ordinal);
        await using (var scope = services.CreateAsyncScope())
        {
            var directory = scope.ServiceProvider.GetRequiredService<PersonDirectory>();
            var context = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
            foreach (var (email, name, role) in People)
            {
                var faults = await directory.CreateOrUpdateAsync(email, name, [role], Password, CancellationToken.None);
                Assert.Empty(faults);
                ids[email] = (await context.Users.AsNoTracking().SingleAsync(person => person.Email == email)).Id;
            }

            context.Servers.Add(new Data.Servers.Server { Name = "payments", Url = serverUrl, Created = TimeProvider.System.GetUtcNow(), Updated = TimeProvider.System.GetUtcNow() });
            context.Servers.Add(new Data.Servers.Server { Name = "ledger", Url = "http://127.0.0.1:9/mcp", Created = TimeProvider.System.GetUtcNow(), Updated = TimeProvider.System.GetUtcNow() });
            await context.SaveChangesAsync();
        }

        foreach (var (policy, reason) in Policies)
        {
            Assert.Empty(await services.GetRequiredService<PolicyProvider>().SaveAsync(JsonSerializer.Deserialize<JsonElement>(policy), "admin@example.com", reason, CancellationToken.None));
        }

        await WriteTrafficAsync(services, ids);
        var token = await services.GetRequiredService<TokenIssuer>().IssueAsync(CallerKind.Person, ids["author@example.com"], "browser tests", TimeSpan.FromDays(1), issuer: null, CancellationToken.None);
        return token.Text;
    }

    private static ServiceProvider Services(string connectionString)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Database:ConnectionString"] = connectionString }).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<MessageMasker>();
        services.AddSingleton<IStoredTextMask, StoredTextMask>();
        services.AddPortalData(configuration);
        services.AddOptions<GatewayOptions>();
        services.AddSingleton<TokenDirectory>();
        services.AddSingleton<TokenIssuer>();
        services.AddSingleton<PolicyProvider>();
        services.AddPortalUi();
        return services.BuildServiceProvider();
    }

    private static async Task WriteTrafficAsync(IServiceProvider services, Dictionary<string, Guid> ids)
    {
        var contexts = services.GetRequiredService<IDbContextFactory<PortalDbContext>>();
        await using var context = await contexts.CreateDbContextAsync();
        var writer = new Traffic(context, TimeProvider.System.GetUtcNow());
        var random = new Random(7);
        for (var number = 0; number < Sessions; number++)
        {
            var age = number < 30 ? TimeSpan.FromMinutes((number * 1.9) + 0.4) : TimeSpan.FromMinutes(60 + (number * number * 0.7));
            var service = number % 3 == 1;
            var name = service ? "nightly-batch" : number % 2 == 0 ? "caller@example.com" : "admin@example.com";
            var id = service ? Guid.Parse("0195c5a0-0000-7000-8000-000000000001") : ids[name];
            writer.Session(id, service ? CallerKind.Service : CallerKind.Person, name, age, Clients[number % 3], random.Next(1, 6), number % 9 == 4, Tools, random);
        }

        await context.SaveChangesAsync();
    }

    private sealed class Traffic(PortalDbContext context, DateTimeOffset now)
    {
        private readonly RecordStream _stream = context.RecordStreams.Add(new RecordStream { Number = 1, Stream = Guid.CreateVersion7(), Started = now }).Entity;
        private long _sequence;

        public void Session(Guid caller, CallerKind kind, string name, TimeSpan age, string client, int calls, bool denied, string[] tools, Random random)
        {
            var started = now - age;
            var session = new Session
            {
                Id = Guid.CreateVersion7(started), CallerId = caller, CallerKind = kind, CallerName = name, Server = kind == CallerKind.Service ? "ledger" : "payments",
                ClientName = client, ClientVersion = "2.1.4", SourceIp = $"10.20.{random.Next(1, 9)}.{random.Next(2, 250)}", Protocol = random.Next(4) == 0 ? "2025-06-18" : "2025-11-25", Started = started,
            };
            context.Sessions.Add(session);
            var time = started;
            Add(session, time, RecordDirection.Request, RecordOrigin.Client, RecordOutcome.Ok, "initialize", null, null, """{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"claude-code","version":"2.1.4"}}}""");
            Add(session, time.AddMilliseconds(12), RecordDirection.Response, RecordOrigin.Server, RecordOutcome.Ok, "initialize", null, 11_840, """{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{"listChanged":true}},"serverInfo":{"name":"payments","version":"1.0.0"}}}""");
            for (var call = 1; call <= calls; call++)
            {
                time = time.AddMilliseconds(random.Next(700, 9000));
                Call(session, time, call, tools[random.Next(tools.Length)], denied && call == calls);
            }

            session.LastSeen = time.AddMilliseconds(200);
            session.Ended = age > TimeSpan.FromMinutes(20) ? session.LastSeen : null;
        }

        private void Call(Session session, DateTimeOffset time, int id, string tool, bool denied)
        {
            var arguments = tool == "get_customer" ? """{"name":"Ana \u202Etxt.exe <b>bold</b>","customer":"C-1042"}""" : """{"day":"2026-11-21","limit":3}""";
            Add(session, time, RecordDirection.Request, RecordOrigin.Client, denied ? RecordOutcome.Denied : RecordOutcome.Ok, "tools/call", tool, null,
                string.Create(CultureInfo.InvariantCulture, $$$$"""{"jsonrpc":"2.0","id":{{{{id}}}},"method":"tools/call","params":{"name":"{{{{tool}}}}","arguments":{{{{arguments}}}}}}"""));
            if (denied)
            {
                Add(session, time.AddMilliseconds(1), RecordDirection.Response, RecordOrigin.Portal, RecordOutcome.Denied, "tools/call", tool, 420,
                    string.Create(CultureInfo.InvariantCulture, $$$$"""{"jsonrpc":"2.0","id":{{{{id}}}},"result":{"isError":true,"content":[{"type":"text","text":"Denied by policy “no exports”: ask an administrator."}]}}"""));
                session.Denied++;
                return;
            }

            const string Reply = """{"transactions":[{"id":"T-1001","amount":129.90,"currency":"EUR","card":"411111******1111","holder":"A. Example"},{"id":"T-1002","amount":18.00,"currency":"EUR","card":"555555******4444","holder":"B. Example"}]}""";
            Add(session, time.AddMilliseconds(34), RecordDirection.Response, RecordOrigin.Server, RecordOutcome.Ok, "tools/call", tool, 33_900,
                string.Create(CultureInfo.InvariantCulture, $$$$"""{"jsonrpc":"2.0","id":{{{{id}}}},"result":{"content":[{"type":"text","text":{{{{JsonSerializer.Serialize(Reply)}}}}}]}}"""),
                masked: true);
        }

        private void Add(Session session, DateTimeOffset time, RecordDirection direction, RecordOrigin from, RecordOutcome outcome, string method, string? tool, long? latency, string payload, bool masked = false)
        {
            _sequence++;
            var count = masked ? 2 : 0;
            session.Records++;
            session.Masked += count;
            context.Records.Add(new Record
            {
                Position = RecordPosition.Of(_stream.Number, _sequence), Stream = _stream.Stream, Sequence = _sequence, SessionId = session.Id, Time = time, Direction = direction, From = from, Outcome = outcome, Method = method, Tool = tool,
                LatencyMicroseconds = latency, MaskedCount = count, RpcId = "1", Rule = outcome == RecordOutcome.Denied ? "no exports" : null,
            });
            context.RecordPayloads.Add(new RecordPayload { Position = RecordPosition.Of(_stream.Number, _sequence), Text = payload });
            if (masked)
            {
                context.MaskingLog.Add(new MaskingLogEntry
                {
                    Position = RecordPosition.Of(_stream.Number, _sequence), Kind = "pan", Path = "$.result.content[0].text", Rule = "cardholder data", RuleVersion = 1, Action = "mask", Count = count,
                });
            }
        }
    }
}
