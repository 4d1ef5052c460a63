using Portal.Bench.Hosts;

namespace Portal.Bench.Processes;

/// <summary>The processes and files of one run: upstream, bare proxy and gateway, a folder for databases and logs.</summary>
internal sealed class TestBed : IDisposable
{
    private readonly bool _keep;
    private readonly CommandLine _options;
    private GatewaySetup? _setup;

    public TestBed(CommandLine options)
    {
        _options = options;
        _keep = options.Has("keep");
        string parent = options.Text("work") ?? Path.Combine(Repository.Root, "artifacts", "bench");
        Folder = Directory.CreateDirectory(Path.Combine(Path.GetFullPath(parent), Guid.NewGuid().ToString("N")[..8])).FullName;
        // An interrupted run does not come to its Dispose.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        Upstream = StartUpstream();
    }

    public string Folder { get; }

    /// <summary>Where the databases lie: on tmpfs a durable commit costs nothing, and the figures mean little.</summary>
    public string FileSystem => new DriveInfo(Folder).DriveFormat;

    public Target Upstream { get; }

    public GatewaySetup Setup => _setup ??= new GatewaySetup(_options, Folder, Upstream.Endpoint);

    public Target StartProxy()
    {
        int port = Readiness.FreePort();
        string origin = Upstream.Endpoint.GetLeftPart(UriPartial.Authority);
        // Server collection is what every ASP.NET Core application gets by default, the gateway included.
        ChildProcess process = StartSelf([ProxyHost.Verb, $"{port}", origin], [new("DOTNET_gcServer", "1")]);
        Readiness.Await(process, $"http://127.0.0.1:{port}{EchoHost.HealthPath}");
        return new Target("yarp", new Uri($"http://127.0.0.1:{port}/mcp"), Token: null, Masks: false, process);
    }

    public Target StartGateway() => Setup.Start();

    public void Dispose()
    {
        ChildProcess.KillAll();
        if (!_keep && Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private Target StartUpstream()
    {
        int port = Readiness.FreePort();
        ChildProcess process = StartSelf([EchoHost.Verb, $"{port}"], []);
        Readiness.Await(process, $"http://127.0.0.1:{port}{EchoHost.HealthPath}");
        return new Target("upstream", new Uri($"http://127.0.0.1:{port}/mcp"), Token: null, Masks: false, process);
    }

    private ChildProcess StartSelf(string[] arguments, IEnumerable<KeyValuePair<string, string>> environment) =>
        ChildProcess.StartDotnet(
            [typeof(TestBed).Assembly.Location, .. arguments],
            environment,
            Path.Combine(Folder, arguments[0] + ".log")
        );
}
