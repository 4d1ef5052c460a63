using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Portal.Data;
using Portal.Data.People;
using Portal.Data.Servers;
using Portal.Gateway.Callers;
using Portal.Gateway.Configuration;
using Portal.Gateway.Masking;
using Portal.Gateway.Policy;
using Portal.Gateway.Routing;
using Portal.Gateway.SelfScan;
using Portal.SignIn;
using Portal.Startup;
using Portal.Tests.Data;
using Portal.Tests.Fakes;
using Xunit;

namespace Portal.Tests.Startup;

public sealed class SeederTests : IDisposable
{
    private const string Token = "pt_0123456789abcdef0123456789";
    private const string Whole = """
        { // comments are fine
          "servers":  [ { "name": "payments", "url": "http://127.0.0.1:7001/mcp", "headers": { "X-Api-Key": "k" }, "timeoutSeconds": 30, "unreadable": "pass" } ],
          "people":   [ { "email": "ana@example.com", "name": "Ana", "roles": ["approver", "caller"], "password": "correct horse battery 9" } ],
          "serviceAccounts": [ { "name": "nightly-batch", "roles": ["batch", "batch"], "token": "pt_0123456789abcdef0123456789", "expires": "2027-01-01" } ],
          "policies": [ { "kind": "access", "name": "p", "servers": ["*"], "callers": { "roles": ["batch"] }, "effect": "allow" } ],
        }
        """;

    private readonly TemporaryDatabase _database = new();
    private readonly FakeTimeProvider _time = new(Records.Noon);
    private readonly string _file = Path.GetTempFileName();
    private readonly ServiceProvider _services;
    private readonly IServiceScope _scope;

    public SeederTests()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(_time);
        services.AddSingleton(_database.Contexts);
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext());
        services.AddIdentityCore<Person>(options => options.Password.RequireNonAlphanumeric = options.Password.RequireUppercase = false)
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<PortalDbContext>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1000);
        services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        services.AddSingleton(new ServerValidator(Options.Create(new GatewayOptions()), new ConfigurationBuilder().Build(), new FaultServer(), new StoredTextMask(new MessageMasker())));
        services.AddSingleton<ServerRegistry>();
        services.AddSingleton<IStoredTextMask>(new StoredTextMask(new MessageMasker()));
        services.AddSingleton<PolicyProvider>();
        services.AddSingleton<TokenDirectory>();
        services.AddScoped<PersonDirectory>();
        services.AddScoped<Seeder>();
        _services = services.BuildServiceProvider();
        _scope = _services.CreateScope();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _scope.Dispose();
        _services.Dispose();
        _database.Dispose();
        File.Delete(_file);
    }

    [Fact]
    public async Task ApplyAsync_WholeFile_PutsEverythingInForce()
    {
        await ApplyAsync(Whole);
        await _services.GetRequiredService<TokenDirectory>().RefreshAsync(Cancellation);
        Assert.Equal("k", _services.GetRequiredService<ServerRegistry>().Find("payments")!.Headers["X-Api-Key"]);
        Assert.Equal(30, _services.GetRequiredService<ServerRegistry>().Find("payments")!.TimeoutSeconds);
        Assert.Equal(UnreadableSetting.Pass, _services.GetRequiredService<ServerRegistry>().Find("payments")!.Unreadable);
        Assert.Equal("p", Assert.Single(_services.GetRequiredService<PolicyProvider>().AccessRules).Name);
        var caller = _services.GetRequiredService<TokenDirectory>().Check(Token).Caller!;
        Assert.Equal("nightly-batch", caller.Name);
        Assert.Equal(["batch"], caller.Roles);
        var people = _scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var ana = (await people.FindByEmailAsync("ana@example.com"))!;
        Assert.Equal(["approver", "caller"], (await people.GetRolesAsync(ana)).Order(StringComparer.Ordinal));
        Assert.True(await people.CheckPasswordAsync(ana, "correct horse battery 9"));
    }

    [Theory]
    [InlineData("BINARY")]
    [InlineData("NOCASE")]
    [InlineData("RTRIM")]
    public async Task ApplyAsync_NamesThatDifferInCaseOrBlanksOnly_AreRefusedAndGrantNothing(string collation)
    {
        _database.Compare(collation);
        await ApplyAsync(Whole);
        var before = Dump();
        foreach (var seed in new[]
        {
            """{ "serviceAccounts": [ { "name": "Nightly-Batch", "roles": ["admin"] } ] }""",
            """{ "serviceAccounts": [ { "name": "other", "roles": ["Admin"] } ] }""",
            """{ "serviceAccounts": [ { "name": "other", "roles": ["admin "] } ] }""",
            """{ "serviceAccounts": [ { "name": "nightly-batch", "roles": ["batch"], "owner": "ana@example.com " } ] }""",
            """{ "people": [ { "email": "ana@example.com", "name": "Ana", "roles": ["ADMIN"] } ] }""",
            """{ "people": [ { "email": "ana@example.com", "name": "Ana", "roles": ["approver", "caller", "Approver "] } ] }""",
            """{ "people": [ { "email": "ana@example.com ", "name": "Ana", "roles": ["admin"] } ] }""",
            """{ "policies": [ { "kind": "access", "name": "P", "servers": ["*"], "effect": "allow" } ] }""",
            """{ "servers": [ { "name": "Payments", "url": "http://127.0.0.1:7002/mcp" } ] }""",
            """{ "servers": [ { "name": "payments ", "url": "http://127.0.0.1:7002/mcp" } ] }""",
        })
        {
            await Assert.ThrowsAsync<StartupException>(() => ApplyAsync(seed));
            Assert.Equal(before, Dump());
        }
    }

    [Fact]
    public async Task ApplyAsync_Twice_ChangesNothing()
    {
        await ApplyAsync(Whole);
        var before = Dump();
        _time.Advance(TimeSpan.FromDays(1));
        await ApplyAsync(Whole);
        Assert.Equal(before, Dump());
    }

    [Fact]
    public async Task ApplyAsync_Changed_BringsWhatIsStoredToIt()
    {
        await ApplyAsync(Whole);
        await ApplyAsync(Whole.Replace("7001", "7002", StringComparison.Ordinal).Replace("\"batch\", \"batch\"", "\"reports\"", StringComparison.Ordinal).Replace("\"approver\", ", "", StringComparison.Ordinal).Replace("allow", "deny", StringComparison.Ordinal));
        await _services.GetRequiredService<TokenDirectory>().RefreshAsync(Cancellation);
        Assert.Equal("http://127.0.0.1:7002/mcp", _services.GetRequiredService<ServerRegistry>().Find("payments")!.Url);
        Assert.Equal(["reports"], _services.GetRequiredService<TokenDirectory>().Check(Token).Caller!.Roles);
        Assert.Equal(2, Assert.Single(_services.GetRequiredService<PolicyProvider>().AccessRules).Version);
        Assert.Equal("1", _database.Query("SELECT COUNT(*) FROM AspNetUserRoles")[0][0]);
    }

    [Fact]
    public async Task ApplyAsync_RevokedToken_StaysRevoked()
    {
        await ApplyAsync(Whole);
        _database.Execute("UPDATE AccessTokens SET Revoked = 1");
        await ApplyAsync(Whole);
        await _services.GetRequiredService<TokenDirectory>().RefreshAsync(Cancellation);
        Assert.Equal("revoked token", _services.GetRequiredService<TokenDirectory>().Check(Token).Fault);
    }

    [Theory]
    [InlineData("""{"servers":[{"name":"files","command":"npx"}]}""", "servers 'files'")]
    [InlineData("""{"servers":[{"name":"files","url":"http://127.0.0.1:1/","command":"npx"}]}""", "servers 'files'")]
    [InlineData("""{"servers":[{"name":"Bad Name","url":"http://127.0.0.1:1/"}]}""", "servers 'Bad Name', name")]
    [InlineData("""{"servers":[{"name":"a","url":"nowhere"}]}""", "servers 'a', url")]
    [InlineData("""{"people":[{"email":"ana@example.com","password":"short"}]}""", "people 'ana@example.com'")]
    [InlineData("""{"serviceAccounts":[{"name":"a b"}]}""", "serviceAccounts 'a b'")]
    [InlineData("""{"serviceAccounts":[{"name":"ana@example.com"}]}""", "serviceAccounts 'ana@example.com'")]
    [InlineData("""{"serviceAccounts":[{"name":"a","token":"pt_short"}]}""", "serviceAccounts 'a'")]
    [InlineData("""{"serviceAccounts":[{"name":"a","token":"no-prefix-but-long-enough"}]}""", "serviceAccounts 'a'")]
    [InlineData("""{"serviceAccounts":[{"name":"a","token":"pt_0123456789abcdef","expires":"soon"}]}""", "serviceAccounts 'a'")]
    [InlineData("""{"serviceAccounts":[{"name":"a","token":"pt_0123456789abcdef"},{"name":"b","token":"pt_0123456789abcdef"}]}""", "serviceAccounts 'b'")]
    [InlineData("""{"policies":[{"kind":"access","name":"n","servers":["*"],"effect":"allow"},{"kind":"quota","name":"m","servers":["*"],"effect":"allow"}]}""", "policies[1].kind")]
    public async Task ApplyAsync_Fault_NamesWhereItIs(string json, string where)
    {
        var exception = await Assert.ThrowsAsync<StartupException>(() => ApplyAsync(json));
        Assert.Contains(where, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789abcdef", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ApplyAsync_SeveralFaults_NamesThemAllAndAppliesTheRest()
    {
        var exception = await Assert.ThrowsAsync<StartupException>(() => ApplyAsync("""
            {"servers":[{"name":"a","url":"x"},{"name":"good","url":"http://127.0.0.1:7001/mcp"}],"serviceAccounts":[{"name":"?"}],"policies":[{}]}
            """));
        Assert.All(["servers 'a'", "serviceAccounts '?'", "policies[0].name"], where => Assert.Contains(where, exception.Message, StringComparison.Ordinal));
        Assert.NotNull(_services.GetRequiredService<ServerRegistry>().Find("good"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"server":[]}""")]
    [InlineData("""{"Servers":[]}""")]
    [InlineData("""{"servers":{}}""")]
    [InlineData("""{"servers":[{"url":"http://a/"}]}""")]
    [InlineData("""{"servers":[{"name":"a","uri":"http://a/"}]}""")]
    [InlineData("""{"people":[{"name":"Ana"}]}""")]
    [InlineData("""{"serviceAccounts":[{"name":"a","roles":"batch"}]}""")]
    [InlineData("""{"serviceAccounts":[{"name":"a","scopes":[]}]}""")]
    public void Read_FaultyFile_NamesTheFile(string json)
    {
        File.WriteAllText(_file, json);
        Assert.Contains(_file, Assert.Throws<StartupException>(() => SeedFile.Read(_file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoFile_NamesIt()
    {
        var missing = _file + ".missing";
        Assert.Contains(missing, Assert.Throws<StartupException>(() => SeedFile.Read(missing)).Message, StringComparison.Ordinal);
    }

    private async Task ApplyAsync(string json)
    {
        await File.WriteAllTextAsync(_file, json, Cancellation);
        await _scope.ServiceProvider.GetRequiredService<Seeder>().ApplyAsync(SeedFile.Read(_file), Cancellation);
    }

    // Everything but what a new encryption and a time stamp of a change must change.
    private List<string> Dump() => [.. new[]
    {
        "SELECT Name, Url, Enabled, Created FROM Servers",
        "SELECT * FROM PolicyVersions",
        "SELECT Name, Roles, Created FROM ServiceAccounts",
        "SELECT Prefix, Name, CallerKind, Created, Expires, Revoked FROM AccessTokens",
        "SELECT Email, DisplayName, PasswordHash, SecurityStamp FROM AspNetUsers",
        "SELECT hex(UserId), hex(RoleId) FROM AspNetUserRoles ORDER BY 2",
    }.SelectMany(_database.Query).Select(row => string.Join('|', row))];
}
