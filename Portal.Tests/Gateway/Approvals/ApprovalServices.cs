using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Data;
using Portal.Data.Approvals;
using Portal.Data.People;
using Portal.Data.Sessions;
using Portal.Gateway;
using Portal.Gateway.ApprovalRules;
using Portal.Gateway.Approvals;
using Portal.Gateway.Callers;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Inspection;
using Portal.Gateway.Policy;
using Portal.Tests.Data;
using Portal.Tests.Fakes;

namespace Portal.Tests.Gateway.Approvals;

/// <summary>The gateway's own services over a SQLite file, with a clock that stands still, people and a rule.</summary>
internal sealed class ApprovalServices : IAsyncDisposable
{
    private readonly TemporaryDatabase _database = new();
    private readonly ServiceProvider _services;

    private ApprovalServices()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Database:ConnectionString"] = $"Data Source={_database.File}", ["Gateway:Approvals:MaxPendingPerCaller"] = "50" })
            .Build();
        _services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Logs))
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<Microsoft.AspNetCore.Hosting.Server.IServer>(new FaultServer())
            .AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider(NullLoggerFactory.Instance))
            .AddSingleton<Portal.Data.IStoredTextMask, Portal.Gateway.SelfScan.StoredTextMask>()
            .AddPortalData(configuration)
            .AddGateway(configuration)
            .AddSingleton<IRecordStore>(provider => Store = new SwitchableRecordStore(provider.GetRequiredService<SqliteRecordStore>()))
            .BuildServiceProvider();
    }

    public JumpingClock Clock { get; } = new(Records.Noon);

    public CapturedLogs Logs { get; } = new();

    public SwitchableRecordStore Store { get; private set; } = null!;

    public ApprovalService Desk => Get<ApprovalService>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<ApprovalServices> CreateAsync()
    {
        var services = new ApprovalServices();
        await services.Get<Portal.Gateway.Keys.KeyRegister>().LoadAsync(Cancel);
        await services.Get<PolicyProvider>().RefreshAsync(Cancel);
        return services;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Puts a rule on the server <c>up</c> and the tool of the same name in force.</summary>
    public async Task<ApprovalRule> RuleAsync(string tool = "send", string members = "")
    {
        var json = $$"""{"kind":"approval","name":"{{tool}}","servers":["up"],"tools":["{{tool}}"]{{(members.Length == 0 ? "" : "," + members)}}}""";
        Assert.Empty(await Get<PolicyProvider>().SaveAsync(JsonSerializer.Deserialize<JsonElement>(json), "test", null, Cancel));
        return Get<PolicyProvider>().ApprovalRules.Single(rule => rule.Name == tool);
    }

    /// <summary>A person with roles, as who decides.</summary>
    public async Task<ApprovalActor> PersonAsync(string name, params string[] roles)
    {
        await using var context = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancel);
        var email = name + "@example.com";
        var person = new Person { Id = Guid.CreateVersion7(), Email = email, UserName = email, DisplayName = name };
        context.Users.Add(person);
        foreach (var name1 in roles)
        {
            var role = await context.Roles.SingleOrDefaultAsync(row => row.Name == name1, Cancel);
            if (role is null)
            {
                context.Roles.Add(role = new IdentityRole<Guid>(name1) { Id = Guid.CreateVersion7() });
            }

            context.UserRoles.Add(new IdentityUserRole<Guid> { UserId = person.Id, RoleId = role.Id });
        }

        await context.SaveChangesAsync(Cancel);
        return new ApprovalActor(person.Id, CallerKind.Person, email, "password", Clock.GetUtcNow(), "192.0.2.1");
    }

    public async Task ChangeAsync(Func<PortalDbContext, Task> change)
    {
        await using var context = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancel);
        await change(context);
        await context.SaveChangesAsync(Cancel);
    }

    public static Caller Caller(Guid? id = null, CallerKind kind = CallerKind.Service, string name = "nightly-batch") =>
        new(id ?? Guid.CreateVersion7(), kind, name, new[] { "engineer" }.ToFrozenSet(), Guid.CreateVersion7());

    /// <summary>What the gateway makes of a call; null when no rule holds it.</summary>
    public (Exchange Exchange, EvaluatedCall? Call) Judge(Caller caller, string arguments, string tool = "send", string meta = "{}", string others = "")
    {
        var json = Encoding.UTF8.GetBytes($$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{{{tool}}}","arguments":{{{arguments}}},"_meta":{{{meta}}}{{{others}}}}}""");
        Assert.Null(ClientMessageReader.Read(json, out var messages, out _));
        var exchange = new Exchange { Server = "up", SourceIp = "192.0.2.9", Arrived = Clock.GetUtcNow(), ArrivedTimestamp = Clock.GetTimestamp(), Caller = caller, Messages = messages };
        return (exchange, Get<ApprovalEvaluator>().Evaluate(exchange, messages[0]));
    }

    /// <summary>Holds a call.</summary>
    public async Task<ApprovalTicket> HoldAsync(Caller? caller = null, string arguments = """{"a":1}""", string tool = "send", string meta = "{}")
    {
        var (exchange, call) = Judge(caller ?? Caller(), arguments, tool, meta);
        return (await Get<TicketStore>().OpenAsync(exchange, call!, Cancel))!;
    }

    public async Task<ApprovalTicket> TicketAsync(Guid id)
    {
        await using var context = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancel);
        return await context.Ticket(id).SingleAsync(Cancel);
    }

    public async Task<List<ApprovalDecision>> DecisionsAsync(Guid id)
    {
        await using var context = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancel);
        return await context.DecisionsOn(id).ToListAsync(Cancel);
    }

    public Task<DecisionResult> DecideAsync(ApprovalTicket ticket, ApprovalActor actor, DecisionKind decision = DecisionKind.Approve, string? reason = "because it is needed", DateTimeOffset? until = null) =>
        Desk.DecideAsync(ticket.Id, new DecisionInput(decision, reason, until), actor, Cancel);

    /// <summary>The texts of the portal's own records of a kind.</summary>
    public List<string> Controls(string method) => [.. _database.Query($"SELECT Text FROM Records WHERE Method = 'portal/{method}' ORDER BY Position").Select(row => row[0])];

    public void Compare(string collation) => _database.Compare(collation);

    public List<string[]> Query(string sql) => _database.Query(sql);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _database.Dispose();
    }
}
