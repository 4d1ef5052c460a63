namespace Portal.Bench.Processes;

/// <summary>The gateway as it runs in production, on one SQLite database that survives restarts.</summary>
internal sealed class GatewaySetup
{
    private readonly string _assembly;
    private readonly string _logFile;
    private readonly GatewaySeed _seed;
    private readonly Dictionary<string, string> _environment;

    public GatewaySetup(CommandLine options, string folder, Uri upstream)
    {
        _assembly = Path.GetFullPath(options.Text("portal") ?? Repository.Portal());
        if (!File.Exists(_assembly))
        {
            throw new BenchException($"There is no gateway at {_assembly}; build it or pass --portal <dll>.");
        }

        _logFile = Path.Combine(folder, "gateway.log");
        Database = Path.Combine(folder, "portal.db");
        Origin = $"http://127.0.0.1:{Readiness.FreePort()}";
        _seed = new GatewaySeed(upstream);
        string seedFile = Path.Combine(folder, "seed.json");
        _seed.Write(seedFile);
        _environment = Configure(options, seedFile);
    }

    /// <summary>The database file.</summary>
    public string Database { get; }

    /// <summary>Scheme, host and port; the same after a restart.</summary>
    public string Origin { get; }

    public string AuditorToken => _seed.AuditorToken;

    public string OutsiderToken => _seed.OutsiderToken;

    public IReadOnlyList<string> StreamTokens => _seed.StreamTokens;

    /// <summary>Bytes of the database with its write-ahead log.</summary>
    public long DatabaseBytes => new[] { Database, Database + "-wal" }.Where(File.Exists).Sum(file => new FileInfo(file).Length);

    public Target Start()
    {
        // appsettings.json lies beside the assembly, and the content root is the working directory.
        ChildProcess process = ChildProcess.StartDotnet([_assembly], _environment, _logFile, Path.GetDirectoryName(_assembly));
        Readiness.Await(process, $"{Origin}/health/ready");
        return new Target("gateway", new Uri($"{Origin}/mcp/{GatewaySeed.Server}"), _seed.CallerToken, Masks: true, process);
    }

    private Dictionary<string, string> Configure(CommandLine options, string seedFile)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Urls"] = Origin,
            ["Database__Provider"] = "Sqlite",
            ["Database__ConnectionString"] = $"Data Source={Database}",
            ["Gateway__PublicUrl"] = Origin,
            ["Seed__File"] = seedFile,
            ["Demo"] = "false",

            // One caller makes the whole load here.
            ["Limits__CallsPerCaller"] = "100000",
            ["Limits__StreamsPerCaller"] = "100000",
            ["Limits__ApiRequestsPerMinute"] = "1000000",
        };
        foreach (string pair in options.All("env"))
        {
            string[] parts = pair.Split('=', 2);
            environment[parts[0]] =
                parts.Length == 2 ? parts[1] : throw new BenchException($"--env needs name=value, not '{pair}'.");
        }

        return environment;
    }
}
