using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Portal.E2E.Targets;

/// <summary>
/// The built portal as a process of its own, in a directory of its own, on a free port, with nothing but documented configuration. Ready
/// when <c>StartAsync</c> returns; killed when disposed.
/// </summary>
internal sealed class PortalProcess : IProxyUnderTest
{
    private const int KeptLines = 2_000;
    private static readonly TimeSpan StartLimit = Outer.Limit;
    private readonly ConcurrentQueue<string> _log = new();
    private Process _process;

    private PortalProcess(string directory, Uri address, string seedFile, IReadOnlyDictionary<string, string> settings)
    {
        (Directory, Address, SeedFile) = (directory, address, seedFile);
        _process = Launch(settings);
    }

    public Uri Address { get; }

    /// <summary>Holds the database and the seed file; deleted on dispose.</summary>
    public string Directory { get; }

    /// <summary>The database file.</summary>
    public string Database => Path.Combine(Directory, "portal.db");

    public int Id => _process.Id;

    private string SeedFile { get; }

    public string Log => string.Join('\n', _log);

    public static async Task<PortalProcess> StartAsync(PortalSeed seed, CancellationToken cancellationToken = default)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("portal-e2e-").FullName;
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var seedFile = Path.Combine(directory, "seed.json");
        await File.WriteAllTextAsync(seedFile, seed.ToJson(), cancellationToken);
        var portal = new PortalProcess(directory, address, seedFile, seed.Settings);
        try
        {
            await portal.WaitUntilReadyAsync(cancellationToken);
        }
        catch
        {
            await portal.DisposeAsync();
            throw;
        }

        return portal;
    }

    public Target For(string server) => new("through the gateway", new Uri(Address, $"/mcp/{server}"), PortalSeed.Token);

    public string DescribeFailure() => $"The portal's log:\n{Log}";

    /// <summary>Ends the process at once, without a word to it (SIGKILL).</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
    }

    /// <summary>Starts another process on the same database and port after <see cref="KillAsync"/>.</summary>
    public async Task StartAgainAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        _process.Dispose();
        _process = Launch(settings);
        await WaitUntilReadyAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private Process Launch(IReadOnlyDictionary<string, string> settings)
    {
        var process = new Process { StartInfo = Command(Directory, Address, SeedFile) };
        foreach (var (name, value) in settings)
        {
            process.StartInfo.Environment[name] = value;
        }

        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static ProcessStartInfo Command(string directory, Uri address, string seedFile)
    {
        var assembly = Installed.PortalAssembly;
        var url = address.GetLeftPart(UriPartial.Authority);
        return new ProcessStartInfo("dotnet", [assembly])
        {
            UseShellExecute = false,
            WorkingDirectory = Path.GetDirectoryName(assembly)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["Urls"] = url,
                ["Gateway__PublicUrl"] = url,
                ["Database__Provider"] = "Sqlite",
                ["Database__ConnectionString"] = $"Data Source={Path.Combine(directory, "portal.db")}",
                ["Seed__File"] = seedFile,
                ["Demo"] = "false",
                ["Limits__SignIn__PerAddressPerMinute"] = "10000",
                ["Limits__SignIn__PerMinute"] = "10000",
            },
        };
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        var started = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync(client, cancellationToken))
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"The portal ended with exit code {_process.ExitCode} before it was ready.\n{DescribeFailure()}");
            }

            if (Stopwatch.GetElapsedTime(started) > StartLimit)
            {
                throw new InvalidOperationException($"/health/ready did not answer 200 within {StartLimit}.\n{DescribeFailure()}");
            }

            await Task.Delay(100, cancellationToken);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync("/health/ready", cancellationToken);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Not listening yet, or too busy to answer.
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        _log.Enqueue(line);
        if (_log.Count > KeptLines)
        {
            _log.TryDequeue(out _);
        }
    }
}
