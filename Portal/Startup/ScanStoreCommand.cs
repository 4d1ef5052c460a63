using System.Data.Common;
using Portal.Gateway.Keys;
using Portal.Gateway.SelfScan;
using Row = Portal.Data.SelfScans.SelfScan;

namespace Portal.Startup;

/// <summary>
/// <c>Portal scan-store [--report file]</c>: searches the portal's storage for card data, also while the portal runs and on a
/// copy. Only reads: what the portal's own daily scan records, this says by its output and its exit code. 0: nothing found; 1:
/// something found; 2: could not be searched.
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
            await services.GetRequiredService<KeyRegister>().ReadAsync(CancellationToken.None);
            return await TellAsync(await services.GetRequiredService<SelfScanner>().InspectAsync(CancellationToken.None), file);
        }
        catch (Exception exception)
            when (exception is DbException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"Could not scan: {exception.Message}");
            return Failed;
        }
    }

    private static async Task<int> TellAsync(Row scan, string? file)
    {
        Console.WriteLine(
            scan.Findings == 0
                ? $"No card data in {scan.Bytes:N0} bytes of {scan.Scope}."
                : $"{scan.Findings} value(s) of card data found in {scan.Bytes:N0} bytes: {scan.Places}"
        );
        if (scan.Jws.Length == 0)
        {
            await Console.Error.WriteLineAsync(
                "The result is not signed: the signing key cannot be read with the key files in Keys:Directory."
            );
        }

        if (file is not null)
        {
            await File.WriteAllTextAsync(file, ReportOf(scan));
        }

        return scan.Findings > 0 ? Found : Clean;
    }

    private static string ReportOf(Row scan) =>
        $$"""{"id":"{{scan.Id}}","findings":{{scan.Findings}},"bytes":{{scan.Bytes}},"scope":{{scan.Scope}}"""
        + $$""","places":{{scan.Places}},"jws":{{(scan.Jws.Length == 0 ? "null" : $"\"{scan.Jws}\"")}}}"""
        + Environment.NewLine;
}
