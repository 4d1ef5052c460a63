using System.Security.Claims;
using System.Text.Json;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Components.Approvals;
using Portal.Components.Display;
using Portal.Components.Policies;
using Portal.Components.Servers;
using Portal.Data;
using Portal.Data.Masking;
using Portal.Data.People;
using Portal.Data.Sessions;
using Portal.Gateway.Approvals;
using Portal.Gateway.Callers;
using Portal.Gateway.CardSearch;
using Portal.Gateway.Configuration;
using Portal.Gateway.Journal;
using Portal.Gateway.Keys;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Rules;
using Portal.Gateway.Policy;
using Portal.Gateway.Policy.Trials;
using Portal.Gateway.Routing;
using Portal.SignIn;
using Portal.Tests.Fakes;
using Radzen;
using Xunit;

namespace Portal.Tests.Components;

/// <summary>A component's surroundings: the real services over a SQLite file of its own, a person, a clock that stands still.</summary>
internal sealed class PortalContext : BunitContext
{
    private static readonly Guid Stream = Guid.Parse("01900000-0000-7000-8000-000000000001");
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-components-").FullName;

    public PortalContext()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Database:ConnectionString"] = $"Data Source={Path.Combine(_folder, "portal.db")};Pooling=False" })
            .Build();
        Services.AddSingleton<IConfiguration>(configuration);
        Services.AddSingleton<IStoredTextMask, Portal.Gateway.SelfScan.StoredTextMask>();
        Services.AddPortalData(configuration);
        Services.AddDataProtection();
        Services.AddOptions<GatewayOptions>();
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddSingleton<IServer, NoServer>();
        Services.AddSingleton<ServerValidator>();
        Services.AddSingleton<ServerRegistry>();
        Services.AddOptions<Portal.Gateway.Configuration.LimitOptions>();
        Services.AddSingleton<Portal.Gateway.Limits.SearchLimiter>();
        Services.AddSingleton<HostResolver>(System.Net.Dns.GetHostAddressesAsync);
        Services.AddSingleton<OwnEndpoints>();
        Services.AddSingleton<UpstreamConnector>();
        Services.AddSingleton<ServerProbe>();
        Services.AddSingleton<ServerHealth>();
        Services.AddSingleton<TokenDirectory>();
        Services.AddSingleton<TokenIssuer>();
        Services.AddSingleton<RecordFeed>();
        Services.AddSingleton<RecordWriter>();
        Services.AddSingleton<MessageMasker>();
        Services.AddSingleton<PortalJournal>();
        Services.AddSingleton<PolicyProvider>();
        Services.AddSingleton<PolicyAuthoring>();
        Services.AddSingleton<RecordedMessages>();
        Services.AddSingleton<ITokenKey, ManagedTokenKey>();
        Services.AddSingleton<MaskingTokens>();
        Services.AddSingleton<MaskingProfileResolver>();
        Services.AddSingleton<MaskingBench>();
        Services.AddSingleton<PolicyDryRun>();
        Services.AddSingleton<KeyMaker>();
        Services.AddSingleton<KeyRegister>();
        Services.AddSingleton<CardIndexer>();
        Services.AddSingleton<CardLookup>();
        Services.AddSingleton<ControlFailures>();
        Services.AddSingleton<SignInActivity>();
        Services.AddScoped<Ticker>();
        Services.AddScoped<SecondTicker>();
        AddApprovals();
        Services.AddRadzenComponents();
        JSInterop.Mode = JSRuntimeMode.Loose;
        Person = this.AddAuthorization();
        Services.GetRequiredService<PortalDatabase>().PrepareAsync(CancellationToken.None).GetAwaiter().GetResult();
    }

    private void AddApprovals()
    {
        Services.AddSingleton<StatementSigner>();
        Services.AddSingleton<ApprovalFeed>();
        Services.AddSingleton<TicketWriteLock>();
        Services.AddSingleton<TicketRecord>();
        Services.AddSingleton<TicketChanges>();
        Services.AddSingleton<ApprovalWaiters>();
        Services.AddSingleton<TicketRules>();
        Services.AddSingleton<TicketExpirer>();
        Services.AddSingleton<ApproverChecks>();
        Services.AddSingleton(ApprovalService.Create);
        Services.AddSingleton<PasswordConfirmations>();
        Services.AddScoped<CircuitOrigin>();
        Services.AddScoped<ApprovalInbox>();
        Services.AddScoped<CircuitApprover>();
        Services.AddScoped<WindowCloser>();
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public BunitAuthorizationContext Person { get; }

    public Guid PersonId { get; } = Guid.CreateVersion7();

    public void SignIn(params string[] roles)
    {
        Person.SetAuthorized("ada@example.com");
        Person.SetRoles(roles);
        Person.SetClaims(new Claim(ClaimTypes.NameIdentifier, PersonId.ToString()), new Claim(PersonClaims.SignInId, "sign-in-1"), new Claim(PersonClaims.DisplayName, "Ada"));
        Services.GetRequiredService<SignInActivity>().Begin("sign-in-1", Clock.GetUtcNow());
    }

    public PortalDbContext Open() => Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext();

    public async Task SavePolicyAsync(string json, string reason = "as agreed", string author = "seed file") =>
        Assert.Empty(await Services.GetRequiredService<PolicyProvider>().SaveAsync(JsonSerializer.Deserialize<JsonElement>(json), author, reason, CancellationToken.None));

    public Session AddSession(string caller = "ada@example.com", Guid? callerId = null, string server = "payments", TimeSpan? age = null)
    {
        var started = Clock.GetUtcNow() - (age ?? TimeSpan.FromMinutes(3));
        var session = new Session
        {
            Id = Guid.CreateVersion7(started), CallerId = callerId ?? PersonId, CallerKind = CallerKind.Person, CallerName = caller, Server = server, SourceIp = "10.1.2.3",
            ClientName = "claude-code", ClientVersion = "2.1", Protocol = "2025-11-25", Started = started, LastSeen = started.AddSeconds(5),
        };
        using var context = Open();
        context.Sessions.Add(session);
        context.SaveChanges();
        return session;
    }

    public Portal.Data.Sessions.Record AddRecord(Session session, long sequence, string payload, MaskingLogEntry? masked = null, RecordOutcome outcome = RecordOutcome.Ok)
    {
        using var context = Open();
        var record = new Portal.Data.Sessions.Record
        {
            Position = RecordPosition.Of(StreamNumber(context), sequence), Stream = Stream, Sequence = sequence, SessionId = session.Id, Time = session.Started.AddMilliseconds(sequence), Direction = RecordDirection.Response,
            From = RecordOrigin.Server, Method = "tools/call", Tool = $"tool_{sequence}", Outcome = outcome, MaskedCount = masked?.Count ?? 0, LatencyMicroseconds = 1500,
        };
        context.Records.Add(record);
        context.RecordPayloads.Add(new RecordPayload { Position = record.Position, Text = payload });
        if (masked is not null)
        {
            masked.Position = record.Position;
            context.MaskingLog.Add(masked);
        }

        context.SaveChanges();
        return record;
    }

    /// <summary>Takes the database away.</summary>
    public void BreakDatabase()
    {
        using var context = Open();
        context.Database.ExecuteSqlRaw("DROP TABLE \"Records\"; DROP TABLE \"Sessions\";");
    }

    // The number of the added records' stream, beside the portal's own writer.
    private int StreamNumber(PortalDbContext context)
    {
        if (context.RecordStreams.SingleOrDefault(row => row.Stream == Stream) is { } known)
        {
            return known.Number;
        }

        var number = (context.RecordStreams.Max(row => (int?)row.Number) ?? 0) + 1;
        context.RecordStreams.Add(new RecordStream { Number = number, Stream = Stream, Started = Clock.GetUtcNow() });
        return number;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private sealed class NoServer : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public void Dispose()
        {
            // Nothing listens.
        }

        public Task StartAsync<TContext>(Microsoft.AspNetCore.Hosting.Server.IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
