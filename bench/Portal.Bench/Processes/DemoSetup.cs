using System.Text.RegularExpressions;

namespace Portal.Bench.Processes;

/// <summary>
/// The demo as <c>dotnet run</c> starts it, on a database of its own, with its payments server and a token that it prints.
/// </summary>
internal sealed partial class DemoSetup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _assembly;
    private readonly string _logFile;
    private readonly string _scanFile;
    private readonly Dictionary<string, string> _environment;

    public DemoSetup(CommandLine options, string folder)
    {
        _assembly = Path.GetFullPath(options.Text("portal") ?? Repository.Portal());
        _logFile = Path.Combine(folder, "demo.log");
        _scanFile = Path.Combine(folder, "scan.txt");
        Database = Path.Combine(folder, "demo.db");
        Origin = $"http://127.0.0.1:{Readiness.FreePort()}";
        _environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Demo"] = "true",
            ["Urls"] = Origin,
            ["Gateway__PublicUrl"] = Origin,
            ["Database__Provider"] = "Sqlite",
            ["Database__ConnectionString"] = $"Data Source={Database}",
        };
    }

    public string Origin { get; }

    public string Database { get; }

    public long DatabaseBytes => new[] { Database, Database + "-wal" }.Where(File.Exists).Sum(file => new FileInfo(file).Length);

    /// <summary>Starts the demo and waits until it has said how to call it.</summary>
    public Target Start()
    {
        ChildProcess process = ChildProcess.StartDotnet([_assembly], _environment, _logFile, Path.GetDirectoryName(_assembly));
        Readiness.Await(process, $"{Origin}/health/ready");
        DateTimeOffset until = TimeProvider.System.GetUtcNow() + Patience;
        while (TimeProvider.System.GetUtcNow() < until)
        {
            if (Token().Match(File.ReadAllText(_logFile)) is { Success: true } match)
            {
                return new Target("demo", new Uri($"{Origin}/mcp/payments"), match.Groups["token"].Value, Masks: true, process);
            }

            Thread.Sleep(50);
        }

        throw new BenchException($"The demo printed no token. Its last lines:\n{process.LogTail()}");
    }

    /// <summary>Runs <c>Portal scan-store</c> on the database. Its exit code.</summary>
    public int Scan(TimeSpan patience)
    {
        File.Delete(_scanFile);
        using ChildProcess scan = ChildProcess.StartDotnet(
            [_assembly, "scan-store"],
            _environment,
            _scanFile,
            Path.GetDirectoryName(_assembly)
        );
        return scan.WaitForExit(patience);
    }

    /// <summary>What the last scan printed.</summary>
    public string LastScan() => File.ReadAllText(_scanFile).Trim();

    [GeneratedRegex("Authorization: Bearer (?<token>pt_[A-Za-z0-9_-]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}
