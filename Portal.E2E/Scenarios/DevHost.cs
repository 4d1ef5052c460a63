using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Portal.E2E.Scenarios;

/// <summary>The built portal as a process of its own on a free port, with a database of its own.</summary>
internal sealed class DevHost : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-e2e-").FullName;
    private Process? _process;

    public string Address { get; private set; } = "";

    public string ConnectionString => $"Data Source={Path.Combine(_folder, "portal.db")}";

    /// <summary>What the portal printed so far.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Output { get; } = new();

    public async Task StartAsync(string? connectionString = null, bool demo = false, string? seedFile = null)
    {
        Address = $"http://localhost:{FreePort()}";
        var start = new ProcessStartInfo("dotnet", [PortalAssembly()]) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Urls"] = Address;
        start.Environment["Gateway__PublicUrl"] = Address;
        start.Environment["Limits__SignIn__PerAddressPerMinute"] = "10000";
        start.Environment["Limits__SignIn__PerMinute"] = "10000";
        start.Environment["Demo"] = demo ? "true" : "false";
        if (seedFile is not null)
        {
            start.Environment["Seed__File"] = seedFile;
        }

        start.Environment["Database__ConnectionString"] = connectionString ?? ConnectionString;
        start.Environment["Logging__LogLevel__Microsoft.EntityFrameworkCore"] = "Warning";
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await UntilReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            Output.Enqueue(line);
        }
    }

    private async Task UntilReadyAsync()
    {
        using var client = new HttpClient();
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Outer.Limit;)
        {
            try
            {
                using var response = await client.GetAsync(new Uri($"{Address}/sign-in"));
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !_process!.HasExited)
            {
                // Not listening yet.
            }

            await Task.Delay(250);
        }

        throw new InvalidOperationException($"The portal did not become ready. It printed: {string.Join(Environment.NewLine, Output)}");
    }

    private static string PortalAssembly()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Portal.sln")))
        {
            folder = folder.Parent;
        }

        var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("Portal.sln was not found above the tests."), "Portal", "bin", configuration, "net10.0", "Portal.dll");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
