using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Portal.Bench.Processes;
using Portal.Bench.Records;

namespace Portal.Bench.Commands;

/// <summary>
/// The proof that the evidence holds no card data: the demo with its payments server full of card numbers, many calls over all of
/// its tools, and the portal's own scan of its store, which must find nothing; then one number is planted, and it must find
/// exactly that.
/// </summary>
internal sealed class ScanCommand
{
    // A published test number that the demo does not use.
    private const string Planted = "6011000990139424";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly CommandLine _options;
    private readonly int _calls;
    private readonly int _clients;

    private ScanCommand(CommandLine options)
    {
        _options = options;
        _calls = options.Number("calls", 10_000, 1, 1_000_000);
        _clients = options.Number("clients", 16, 1, 1000);
    }

    public static int Run(string[] args) => new ScanCommand(new CommandLine(args, "calls", "clients")).Run();

    private int Run()
    {
        using var bed = new TestBed(_options);
        var demo = new DemoSetup(_options, bed.Folder);
        (int whileRunning, int failed) = Load(demo);
        int stopped = demo.Scan(Patience);
        Report.Progress($"scan of the stopped store: exit code {stopped}");
        SqliteRecords.Plant(demo.Database, Planted);
        int planted = demo.Scan(Patience);
        string report = demo.LastScan();
        bool once =
            report
                .Split('\n')
                .Count(line =>
                    line.StartsWith("1 value(s) of card data found", StringComparison.Ordinal)
                    && line.Contains("Records.Text", StringComparison.Ordinal)
                ) == 1
            && !report.Contains(Planted, StringComparison.Ordinal);
        bool passed = failed == 0 && whileRunning == 0 && stopped == 0 && planted == 1 && once;
        Report.Write(
            new
            {
                calls = _calls,
                failedCalls = failed,
                exitWhileRunning = whileRunning,
                exitStopped = stopped,
                exitPlanted = planted,
                reportOfThePlanted = report,
                databaseBytes = demo.DatabaseBytes,
                passed,
            },
            _options.Text("json")
        );
        return passed ? 0 : 1;
    }

    private (int Exit, int Failed) Load(DemoSetup demo)
    {
        Target gateway = demo.Start();
        try
        {
            int made = 0,
                failed = 0;
            Task.WaitAll([
                .. Enumerable
                    .Range(0, _clients)
                    .Select(_ =>
                        Task.Run(async () =>
                        {
                            await using McpClient client = await ConnectAsync(gateway);
                            while (Interlocked.Increment(ref made) is var number && number <= _calls)
                            {
                                (string tool, Dictionary<string, object?> arguments) = Call(number);
                                CallToolResult result = await client.CallToolAsync(tool, arguments);
                                if (result.IsError == true)
                                {
                                    Interlocked.Increment(ref failed);
                                    IEnumerable<string> texts = result
                                        .Content.OfType<TextContentBlock>()
                                        .Select(block => block.Text);
                                    Report.Progress($"call {number}, {tool}: {string.Join(' ', texts)}");
                                }
                            }
                        })
                    ),
            ]);
            int exit = demo.Scan(Patience);
            Report.Progress($"{_calls} calls, {failed} failed; scan while the portal runs: exit code {exit}");
            return (exit, failed);
        }
        finally
        {
            gateway.Process.Dispose();
        }
    }

    private static Task<McpClient> ConnectAsync(Target gateway) =>
        McpClient.CreateAsync(
            new HttpClientTransport(
                new HttpClientTransportOptions
                {
                    Endpoint = gateway.Endpoint,
                    TransportMode = HttpTransportMode.StreamableHttp,
                    AdditionalHeaders = new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["Authorization"] = $"Bearer {gateway.Token}",
                    },
                }
            )
        );

    // Over every tool that answers at once; some calls bring card data themselves.
    private static (string Tool, Dictionary<string, object?> Arguments) Call(int number)
    {
        string customer = $"CUS-{(number % 200) + 1:0000}";
        return (number % 10) switch
        {
            0 => ("list_transactions", new() { ["customerId"] = customer, ["limit"] = 20 }),
            1 => ("search_cards", new() { ["last4"] = "1111", ["name"] = "a" }),
            2 => ("run_query", new() { ["sql"] = $"SELECT card_number, cvv, note FROM transactions LIMIT {(number % 40) + 1}" }),
            3 => (
                "run_query",
                new() { ["sql"] = "SELECT id FROM customers WHERE card_number = '4111111111111111' OR cvv = '737'" }
            ),
            4 => ("search_cards", new() { ["name"] = "card 5555 5555 5555 4444, CVV 123" }),
            5 => ("slow_report", new() { ["seconds"] = 0 }),
            6 => ("export_transactions", new() { ["limit"] = (number % 30) + 1 }),
            _ => ("get_customer", new() { ["id"] = customer }),
        };
    }
}
