using System.Data.Common;
using Portal.Data.Sessions;
using Portal.Gateway.Keys;
using Portal.Gateway.SelfScan;
using Row = Portal.Data.SelfScans.SelfScan;

namespace Portal.Startup;

/// <summary>
/// <c>Portal scan-store [--report file]</c>: searches the portal's storage for card data, also while the portal runs and on a copy. Exit code 0: nothing
/// found; 1: something found; 2: could not be searched, or the result could not be recorded.
/// </summary>
internal static class ScanStoreCommand
{
    private const int Clean = 0;
    private const int Found = 1;
    private const int Failed = 2;

    public static async Task<int> RunAsync(IServiceProvider services, string[] arguments)
    {
        string? file = null;
        if (arguments is ["--report", var path])
        {
            file = path;
        }
        else if (Array.Exists(arguments, argument => argument.StartsWith("--report", StringComparison.Ordinal)))
        {
            await Console.Error.WriteLineAsync("Use: Portal scan-store [--report file]");
            return Failed;
        }

        try
        {
            await services.GetRequiredService<KeyRegister>().LoadAsync(CancellationToken.None);
            var result = await services.GetRequiredService<SelfScanner>().RunAsync(new KeyActor(RecordActor.Portal with { Name = "scan-store" }, null), CancellationToken.None);
            return await TellAsync(result, file);
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"Could not scan: {exception.Message}");
            return Failed;
        }
    }

    private static async Task<int> TellAsync(SelfScanResult result, string? file)
    {
        if (result.Scan is not { } scan)
        {
            await Console.Error.WriteLineAsync($"Could not scan: {result.Fault}");
            return Failed;
        }

        Console.WriteLine(scan.Findings == 0 ? $"No card data in {scan.Bytes:N0} bytes of {scan.Scope}." : $"{scan.Findings} value(s) of card data found in {scan.Bytes:N0} bytes: {scan.Places}");
        if (file is not null)
        {
            await File.WriteAllTextAsync(file, ReportOf(scan));
        }

        if (result.Outcome == SelfScanOutcome.Unrecorded)
        {
            await Console.Error.WriteLineAsync("The result could not be recorded in the database. Signed, it is:");
            await Console.Error.WriteLineAsync(scan.Jws);
        }

        return scan.Findings > 0 ? Found : result.Outcome == SelfScanOutcome.Unrecorded ? Failed : Clean;
    }

    private static string ReportOf(Row scan) =>
        $$"""{"id":"{{scan.Id}}","findings":{{scan.Findings}},"bytes":{{scan.Bytes}},"scope":{{scan.Scope}},"places":{{scan.Places}},"jws":"{{scan.Jws}}"}""" + Environment.NewLine;
}
