using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Portal.E2E.Targets;

namespace Portal.E2E.RealServers;

/// <summary>A public server as a process of its own in a folder of its own; killed with all that it started when disposed.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private readonly ConcurrentQueue<string> _log = new();
    private readonly RealServer _server;
    private Process? _process;

    private ServerProcess(RealServer server, ServerPlace place) => (_server, Place) = (server, place);

    public ServerPlace Place { get; }

    public string Log => string.Join('\n', _log);

    public static async Task<ServerProcess> StartAsync(RealServer server, int port, CancellationToken cancellationToken)
    {
        var started = new ServerProcess(server, new(port, Directory.CreateTempSubdirectory("portal-e2e-server-").FullName));
        try
        {
            await server.Prepare(started.Place.Folder, cancellationToken);
            started.Launch();
            await started.WaitUntilReadyAsync(cancellationToken);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        DeleteFolder();
    }

    private void DeleteFolder()
    {
        try
        {
            Directory.Delete(Place.Folder, recursive: true);
        }
        catch (IOException)
        {
            // What the server started may still write while it is killed; the rest is left to the system, in whose folder for temporary files it is.
        }
    }

    private void Launch()
    {
        var start = new ProcessStartInfo(Installed.Node, [Installed.ServerModule(_server.Program), .. _server.Arguments.Select(Place.Fill)])
        {
            UseShellExecute = false,
            WorkingDirectory = Place.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        SetEnvironment(start.Environment);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void SetEnvironment(IDictionary<string, string?> environment)
    {
        var path = environment["PATH"];
        environment.Clear();
        environment["PATH"] = path;
        environment["HOME"] = Place.Folder;
        environment["NODE_OPTIONS"] = string.Join(' ', Preloaded().Select(script => $"--require \"{Path.Combine(Installed.RealServers, script)}\""));
        foreach (var (name, value) in _server.Environment)
        {
            environment[name] = Place.Fill(value);
        }
    }

    private string[] Preloaded() => _server.HasSameData ? ["loopback.cjs", "same-data.cjs"] : ["loopback.cjs"];

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await ListensAsync(cancellationToken))
        {
            if (_process!.HasExited || Stopwatch.GetElapsedTime(started) > StartLimit)
            {
                throw new InvalidOperationException($"{_server.Name} ended, or did not listen on port {Place.Port} within {StartLimit}.\n{Log}");
            }

            await Task.Delay(50, cancellationToken);
        }
    }

    private async Task<bool> ListensAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Place.Port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
