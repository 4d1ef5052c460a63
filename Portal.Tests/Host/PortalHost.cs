using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Portal.Data;
using Portal.Data.Locking;
using Portal.Data.SelfScans;
using Portal.Data.Sessions;
using Portal.Gateway.Journal;
using Portal.Gateway.Masking;
using Portal.Gateway.SelfScan;
using Portal.Startup;
using Portal.Tests.Fakes;

namespace Portal.Tests.Host;

/// <summary>
/// The whole portal on a free loopback port with a SQLite file in a folder of its own, in front of a scripted server that four names lead to:
/// <c>up</c>, <c>narrow</c>, <c>closed</c>, and <c>hasty</c>, which has a second to begin its answer.
/// </summary>
public class PortalHost : IAsyncLifetime
{
    public const string Engineer = "pt_engineer-0123456789abcdefghijklmnopqrstuvwxyz";
    public const string Mallory = "pt_mallory-0123456789abcdefghijklmnopqrstuvwxyz";
    public const string Reader = "pt_reader-0123456789abcdefghijklmnopqrstuvwxyz";
    public const string Nobody = "pt_nobody-0123456789abcdefghijklmnopqrstuvwxyz";
    public const string Auditor = "pt_auditor-0123456789abcdefghijklmnopqrstuvwxyz";
    public const string Admin = "pt_admin-0123456789abcdefghijklmnopqrstuvwxyz";
    public const string Expired = "pt_expired-0123456789abcdefghijklmnopqrstuvwxyz";
    public const string Left = "pt_left-0123456789abcdefghijklmnopqrstuvwxyz";
    public const string ServerSecret = "server-secret-58a1";
    public const string Pan = "4111111111111111";
    public const string MaskedPan = "411111******1111";

    private const int MostStarts = 5;

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-test-").FullName;
    private PortalFactory? _factory;

    internal ScriptedUpstream Upstream { get; } = new();

    internal CapturedLogs Logs { get; } = new();

    internal SwitchableRecordStore Store { get; private set; } = null!;

    internal HttpClient Client { get; private set; } = null!;

    internal int Port { get; private set; }

    internal string DatabaseFile => Path.Combine(_folder, "portal.db");

    internal IServiceProvider Services => _factory!.Services;

    /// <summary>Settings beyond the usual ones.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Environment in which it runs.</summary>
    protected virtual string EnvironmentName => Environments.Production;

    /// <summary>Replaces services of the portal.</summary>
    protected virtual void Change(IServiceCollection services)
    {
    }

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "seed.json"), Seed());
        await StartAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await StopAsync();
        await Upstream.DisposeAsync();
        try
        {
            AssertEveryControlHasAnActor();
            await ScanAsync();
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(_folder, recursive: true);
        }
    }

    // Whatever the tests of this portal made it record.
    private void AssertEveryControlHasAnActor()
    {
        using var connection = OpenDatabase();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT coalesce(group_concat("Method", ', '), '') FROM "Records"
            WHERE ("Direction" = 3 OR "SessionId" IS NULL) AND ("ActorKind" IS NULL OR ("ActorKind" < 2 AND ("ActorId" IS NULL OR "ActorName" IS NULL)))
            """;
        Assert.Equal("", (string?)command.ExecuteScalar());
    }

    /// <summary>Whether what the tests leave behind must hold no card data; not where they put some there.</summary>
    protected virtual bool LeavesNoCardData => true;

    // The self-scan over what the tests of this portal left: database, log and lines of log.
    private async Task ScanAsync()
    {
        if (!LeavesNoCardData)
        {
            return;
        }

        var logs = Directory.CreateDirectory(Path.Combine(_folder, "logs")).FullName;
        await File.WriteAllLinesAsync(Path.Combine(logs, "portal.log"), Logs.Lines);
        var values = new SqliteStoredValues(new DatabaseOptions { Provider = DatabaseProvider.Sqlite, ConnectionString = $"Data Source={DatabaseFile}" });
        var found = new StoreScan(values, Options.Create(new SelfScanOptions { LogDirectory = logs }), new MessageMasker()).Run(CancellationToken.None);
        Assert.True(found.Bytes > 0 && found.Findings == 0, $"{found.Findings} values were left: {string.Join("; ", found.Places)}");
    }

    /// <summary>Stops the process's portal and starts another one on the same database.</summary>
    /// <param name="between">What is done while no portal runs.</param>
    internal async Task RestartAsync(Func<Task>? between = null)
    {
        await StopAsync();
        if (between is not null)
        {
            await between();
        }

        await StartAsync();
    }

    /// <summary>Gives a service account an owner, a person made for that.</summary>
    internal async Task OwnAsync(string account, string role)
    {
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Seeder>().ApplyAsync(
            new SeedFile
            {
                People = [new SeedPerson { Email = "owner@example.com" }],
                ServiceAccounts = [new SeedServiceAccount { Name = account, Roles = [role], Owner = "owner@example.com" }],
            },
            TestContext.Current.CancellationToken);
    }

    internal RecordWatch Watch() => new(Services.GetRequiredService<RecordFeed>(), Services.GetRequiredService<RecordWriter>().Stream, OpenDatabase);

    internal static string Call(string tool, string arguments = "{}", string id = "1") =>
        $$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"tools/call","params":{"name":"{{{tool}}}","arguments":{{{arguments}}}}}""";

    internal static string Request(string method, string id = "1") => $$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"{{{method}}}","params":{}}""";

    internal const string Initialize =
        """{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"tester","version":"1"}}}""";

    internal Task<Reply> SendAsync(string body, string? token = Engineer, string server = "up", Func<UpstreamCall, Task>? script = null, Action<HttpRequestMessage>? change = null) =>
        SendAsync(Encoding.UTF8.GetBytes(body), token, server, script, change);

    internal async Task<Reply> SendAsync(byte[] body, string? token = Engineer, string server = "up", Func<UpstreamCall, Task>? script = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = Message(HttpMethod.Post, $"/mcp/{server}", token, script);
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        change?.Invoke(request);
        return await SendAsync(request);
    }

    internal Task<Reply> CallAsync(Func<UpstreamCall, Task> script, string tool = "echo", string arguments = "{}", string server = "up") => SendAsync(Call(tool, arguments), server: server, script: script);

    internal async Task<Reply> ApiAsync(HttpMethod method, string path, string? token, string? body = null)
    {
        using var request = Message(method, path, token, null);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await SendAsync(request);
    }

    internal Task<Reply> ApiAsync(string path, string? token = Auditor) => ApiAsync(HttpMethod.Get, path, token);

    internal async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Reply((int)response.StatusCode, Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)), response.Headers, response.Content.Headers);
    }

    internal HttpRequestMessage Message(HttpMethod method, string path, string? token, Func<UpstreamCall, Task>? script)
    {
        var request = new HttpRequestMessage(method, path);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (script is not null)
        {
            request.Headers.Add(ScriptedUpstream.ScriptHeader, Upstream.Register(script));
        }

        return request;
    }

    /// <summary>Sends bytes as they are and reads what comes until the gateway closes the connection.</summary>
    /// <param name="text">The bytes, Latin-1.</param>
    /// <param name="closing">Whether the client has nothing more to say, and says so after the first bytes of the answer.</param>
    /// <param name="half">Whether the client says so right after its bytes.</param>
    internal async Task<string> RawAsync(string text, bool closing = false, bool half = false)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bounded.CancelAfter(Outer.Limit);
        using var received = new MemoryStream();
        try
        {
            if (half)
            {
                client.Client.Shutdown(SocketShutdown.Send);
            }

            if (closing)
            {
                var first = new byte[16 * 1024];
                received.Write(first.AsSpan(0, await stream.ReadAsync(first, bounded.Token)));
                client.Client.Shutdown(SocketShutdown.Send);
            }

            await stream.CopyToAsync(received, bounded.Token);
        }
        catch (IOException)
        {
            // A reset ends an answer too.
        }

        return Encoding.UTF8.GetString(received.ToArray());
    }

    /// <summary>Whatever came before, the next good call passes and is recorded, and card data is masked.</summary>
    internal async Task AssertServesAsync()
    {
        using var watch = Watch();
        var reply = await CallAsync(call => call.TextAsync($"card {Pan}"), "still_there");
        Assert.Equal(200, reply.Status);
        Assert.Equal($"card {MaskedPan}", reply.ToolText);
        Assert.Equal(2, watch.Seen.Count(record => record.Tool == "still_there" && record.Outcome == RecordOutcome.Ok));
    }

    /// <summary>Neither the database, with its log, nor what was logged holds a card number or a credential.</summary>
    internal void AssertNothingLeaked(params string[] more)
    {
        var secrets = new[] { Pan, Engineer, Mallory, Admin, Expired, ServerSecret }.Concat(more).ToList();
        foreach (var file in Directory.GetFiles(_folder, "portal.db*").Where(file => Path.GetExtension(file) != ".lock"))
        {
            var content = Encoding.Latin1.GetString(ReadShared(file));
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, content, StringComparison.Ordinal));
        }

        var logs = string.Join('\n', Logs.Lines);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, logs, StringComparison.Ordinal));
    }

    /// <summary>A connection to the database file beside the portal's own.</summary>
    internal SqliteConnection OpenDatabase()
    {
        var connection = new SqliteConnection($"Data Source={DatabaseFile};Pooling=false");
        connection.Open();
        return connection;
    }

    internal static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // a test's own constants
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    // A port that was free a moment ago may be somebody's by now, a client's of another test for instance.
    private async Task StartAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Start(FreePort());
                return;
            }
            catch (IOException exception) when (exception.InnerException is AddressInUseException && attempt < MostStarts)
            {
                await _factory!.DisposeAsync();
            }
        }
    }

    private void Start(int port)
    {
        Port = port;
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Urls"] = $"http://127.0.0.1:{Port}",
            ["Database:Provider"] = "Sqlite",
            ["Database:ConnectionString"] = $"Data Source={DatabaseFile}",
            ["Gateway:PublicUrl"] = $"http://127.0.0.1:{Port}",
            ["Seed:File"] = Path.Combine(_folder, "seed.json"),
            ["Demo"] = "false",
            ["Limits:SignIn:PerAddressPerMinute"] = "10000",
            ["Limits:SignIn:PerMinute"] = "10000",
        };
        foreach (var (key, value) in Settings)
        {
            settings[key] = value;
        }

        _factory = new PortalFactory(settings, EnvironmentName, Logs, services =>
        {
            services.AddSingleton<IRecordStore>(provider =>
                Store = new SwitchableRecordStore(new LeasedRecordStore(provider.GetRequiredService<SqliteRecordStore>(), provider.GetRequiredService<DatabaseLease>())));
            Change(services);
        });
        _factory.UseKestrel(Port);
        _factory.StartServer();
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{Port}"),
            Timeout = Outer.Limit,
        };
    }

    private async Task StopAsync()
    {
        Client.Dispose();
        await _factory!.DisposeAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string Seed() => JsonSerializer.Serialize(new
    {
        servers = new[] { Server("up"), Server("narrow"), Server("closed"), Server("hasty", timeoutSeconds: 1) },
        serviceAccounts = new object[]
        {
            Account("engineer", Engineer, "engineer"), Account("mallory", Mallory, "engineer"), Account("reader", Reader, "reader"), Account("nobody", Nobody, "nothing"),
            Account("auditor", Auditor, "auditor"), Account("admin", Admin, "admin"), Account("left", Left, "engineer"),
            new { name = "old", roles = new[] { "engineer" }, token = Expired, expires = "2026-01-01" },
        },
        policies = new object[]
        {
            Rule("engineers use up", ["up", "hasty"], ["*"], ["engineer"], "allow"),
            Rule("nobody drops tables", ["*"], ["drop_*"], ["engineer"], "deny"),
            Rule("readers list", ["narrow"], ["list_*"], ["reader"], "allow"),
            Rule("closed to mallory", ["closed"], ["*"], ["engineer"], "deny"),
        },
    });

    private object Server(string name, int timeoutSeconds = 3600) => new { name, timeoutSeconds, forwardHeaders = new[] { "X-Tenant" }, url = Upstream.Url, headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Api-Key"] = ServerSecret } };

    private static object Account(string name, string token, string role) => new { name, roles = new[] { role }, token, expires = "2027-06-01" };

    private static object Rule(string name, string[] servers, string[] tools, string[] roles, string effect) =>
        new { kind = "access", name, servers, tools, callers = new { roles }, effect };
}
