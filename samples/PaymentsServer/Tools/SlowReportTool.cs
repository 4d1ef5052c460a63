using System.ComponentModel;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PaymentsServer.Ledger;

namespace PaymentsServer.Tools;

/// <summary>Takes as long as it is told: for time-outs, progress and cancellation.</summary>
[McpServerToolType]
internal sealed class SlowReportTool(PaymentLedger ledger, TimeProvider timeProvider)
{
    private const int MaxSeconds = 300;

    /// <summary>The tool.</summary>
    [McpServerTool(
        Name = "slow_report",
        Title = "Slow report",
        ReadOnly = true,
        Idempotent = true,
        Destructive = false,
        OpenWorld = false
    )]
    [Description(
        "Prepares a summary of the ledger over the given number of seconds. Reports progress each second when the call carries "
            + "a progressToken; can be cancelled."
    )]
    public async Task<CallToolResult> ReportAsync(
        McpServer server,
        RequestContext<CallToolRequestParams> context,
        [Description("How long to take, 0 to 300 seconds.")] int seconds,
        CancellationToken cancellationToken
    )
    {
        if (seconds is < 0 or > MaxSeconds)
        {
            return ToolResults.Refuse($"seconds must be between 0 and {MaxSeconds}.");
        }

        for (var second = 1; second <= seconds; second++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), timeProvider, cancellationToken);
            if (context.Params?.ProgressToken is { } token)
            {
                var progress = new ProgressNotificationValue
                {
                    Progress = second,
                    Total = seconds,
                    Message = $"{second} of {seconds} s",
                };
                await server.NotifyProgressAsync(token, progress, cancellationToken: cancellationToken);
            }
        }

        var counts = ledger
            .Snapshot()
            .CountBy(row => row.Status)
            .OrderBy(pair => pair.Key)
            .Select(pair => $"{pair.Key.ToWireName()}: {pair.Value}");
        return ToolResults.Text($"Report after {seconds} s\n{string.Join('\n', counts)}");
    }
}
