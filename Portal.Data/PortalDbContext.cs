using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Approvals;
using Portal.Data.Keys;
using Portal.Data.Masking;
using Portal.Data.People;
using Portal.Data.Policies;
using Portal.Data.SelfScans;
using Portal.Data.Servers;
using Portal.Data.Sessions;
using Portal.Data.Tasks;

namespace Portal.Data;

/// <summary>
/// The portal's model, one for every provider. Keys are made by the client and times are UTC ticks, so that every query orders
/// and every insert batches the same way on SQLite and SQL Server.
/// </summary>
public abstract class PortalDbContext(DbContextOptions options) : IdentityDbContext<Person, IdentityRole<Guid>, Guid>(options)
{
    /// <summary>Registered upstream MCP servers.</summary>
    public DbSet<Server> Servers => Set<Server>();

    /// <summary>Every version of every policy; the newest one that is not a deletion is in force.</summary>
    public DbSet<PolicyVersion> PolicyVersions => Set<PolicyVersion>();

    /// <summary>Callers that are not people.</summary>
    public DbSet<ServiceAccount> ServiceAccounts => Set<ServiceAccount>();

    /// <summary>Bearer tokens the portal issued, as SHA-256 only.</summary>
    public DbSet<AccessToken> AccessTokens => Set<AccessToken>();

    /// <summary>Who owned an account or issued a token of it, ever; rows are added only.</summary>
    public DbSet<AccountTie> AccountTies => Set<AccountTie>();

    /// <summary>Sign-ins of people.</summary>
    public DbSet<PersonSignIn> SignIns => Set<PersonSignIn>();

    /// <summary>Where people have signed in from, and others tried to.</summary>
    public DbSet<SignInSource> SignInSources => Set<SignInSource>();

    /// <summary>Identity-bound spans of calls.</summary>
    public DbSet<Session> Sessions => Set<Session>();

    /// <summary>JSON-RPC messages that passed, without their text.</summary>
    public DbSet<Record> Records => Set<Record>();

    /// <summary>The masked text of records, in their rows and read only where it is asked for.</summary>
    public DbSet<RecordPayload> RecordPayloads => Set<RecordPayload>();

    /// <summary>The runs of record writers, numbered.</summary>
    public DbSet<RecordStream> RecordStreams => Set<RecordStream>();

    /// <summary>Gets what was masked in which record and where.</summary>
    public DbSet<MaskingLogEntry> MaskingLog => Set<MaskingLogEntry>();

    /// <summary>Which records touched a card, by keyed hash.</summary>
    public DbSet<CardIndexEntry> CardIndex => Set<CardIndexEntry>();

    /// <summary>The key register.</summary>
    public DbSet<ManagedKey> ManagedKeys => Set<ManagedKey>();

    /// <summary>Searches of the portal's own storage for card data.</summary>
    public DbSet<SelfScan> SelfScans => Set<SelfScan>();

    /// <summary>Held calls.</summary>
    public DbSet<ApprovalTicket> ApprovalTickets => Set<ApprovalTicket>();

    /// <summary>Gets what people said on held calls.</summary>
    public DbSet<ApprovalDecision> ApprovalDecisions => Set<ApprovalDecision>();

    /// <summary>Just-in-time windows.</summary>
    public DbSet<ApprovalWindow> ApprovalWindows => Set<ApprovalWindow>();

    /// <summary>Gets what webhooks are told of held calls.</summary>
    public DbSet<ApprovalNotification> ApprovalNotifications => Set<ApprovalNotification>();

    /// <summary>Whose servers' tasks are.</summary>
    public DbSet<TaskBinding> TaskBindings => Set<TaskBinding>();

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
        configurationBuilder.Properties<List<string>>().HaveConversion<RoleNamesConverter, RoleNamesConverter.Comparer>();
    }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(PortalDbContext).Assembly);
    }
}
