using System.Diagnostics;

namespace Portal.Tests.Host;

/// <summary>Runs the portal's program in a process of its own, as an operator does.</summary>
internal static class PortalCommand
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="database">The SQLite file.</param>
    /// <param name="arguments">The command with its arguments; none for a host.</param>
    public static async Task<(int Code, string Output, string Error)> RunAsync(string database, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Portal.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["Demo"] = "false",
                ["Urls"] = "http://127.0.0.1:0",
                ["Database__ConnectionString"] = $"Data Source={database}",
            },
        };
        using var process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Outer.Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
