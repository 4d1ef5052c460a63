using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text;
using Portal.Bench.Hosts;
using Portal.Bench.Load;
using Portal.Bench.Processes;

namespace Portal.Bench.Commands;

/// <summary>
/// What the gateway adds to an event of a stream, and what one long list of tools costs, as JSON and as an event: directly and
/// through the gateway in turn, so that both see the same machine.
/// </summary>
internal sealed class StreamsCommand
{
    private const double MaxAddedMs = 1;

    // The TypeScript SDK's server and client take 7 ms for the same list; three times that is the target, and the echo server
    // takes next to nothing.
    private const double MaxAddedListMs = 14;

    private readonly CommandLine _options;
    private readonly int _rounds;
    private readonly int _events;
    private readonly TimeSpan _gap;
    private readonly int _tools;
    private readonly int _lists;
    private readonly HttpClient _client = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
        }
    );

    private StreamsCommand(CommandLine options)
    {
        _options = options;
        _rounds = options.Number("rounds", 5, 1, 100);
        _events = options.Number("events", 400, 10, 100_000);
        _gap = TimeSpan.FromMilliseconds(options.Number("gap", 5, 0, 1000));
        _tools = options.Number("tools", 1000, 1, 10_000);
        _lists = options.Number("lists", 40, 5, 10_000);
    }

    public static int Run(string[] args) =>
        new StreamsCommand(new CommandLine(args, "rounds", "events", "gap", "tools", "lists"))
            .RunAsync()
            .GetAwaiter()
            .GetResult();

    private async Task<int> RunAsync()
    {
        using var bed = new TestBed(_options);
        Target gateway = bed.StartGateway();

        // Thrown away: until everything is compiled with full optimisation.
        await RoundAsync(bed.Upstream, gateway);
        await RoundAsync(bed.Upstream, gateway);
        var rounds = new List<Round>();
        for (int round = 0; round < _rounds; round++)
        {
            rounds.Add(await RoundAsync(bed.Upstream, gateway));
            Report.Progress(rounds[^1].ToString());
        }

        double addedMs = Report.Median(rounds.Select(round => round.GatewayLagMs - round.DirectLagMs));
        double addedListMs = Report.Median(rounds.Select(round => round.GatewayListMs - round.DirectListMs));
        double addedStreamMs = Report.Median(rounds.Select(round => round.GatewayStreamMs - round.DirectStreamMs));
        bool passed = addedMs <= MaxAddedMs && Math.Max(addedListMs, addedStreamMs) <= MaxAddedListMs;
        Report.Write(
            new
            {
                events = _events,
                gapMs = _gap.TotalMilliseconds,
                tools = _tools,
                listBytes = ToolList.Of(_tools).Length,
                eventAddedP50Ms = addedMs,
                listAddedP50Ms = addedListMs,
                listAsEventAddedP50Ms = addedStreamMs,
                rounds,
                bed.FileSystem,
                passed,
            },
            _options.Text("json")
        );
        return passed ? 0 : 1;
    }

    private async Task<Round> RoundAsync(Target direct, Target gateway) =>
        new(
            await LagAsync(direct),
            await LagAsync(gateway),
            await ListAsync(direct, "list"),
            await ListAsync(gateway, "list"),
            await ListAsync(direct, EchoReply.StreamName),
            await ListAsync(gateway, EchoReply.StreamName)
        );

    private async Task<double> LagAsync(Target target)
    {
        using HttpRequestMessage request = Request(
            target,
            $$$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{{{{EchoEvents.Tool}}}}","arguments":{"size":{{{{_events}}}},"gap":{{{{_gap.TotalMilliseconds}}}}}}}"""
        );
        using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using Stream stream = await response.Content.ReadAsStreamAsync();
        var lags = new List<double>(_events);
        await foreach (SseItem<string> item in SseParser.Create(stream).EnumerateAsync())
        {
            if (EchoEvents.SentAt(item.Data) is { } sent)
            {
                lags.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }
        }

        return lags.Count == _events
            ? Report.Median(lags)
            : throw new BenchException($"{target.Name}: {lags.Count} of {_events} events came.");
    }

    private async Task<double> ListAsync(Target target, string name)
    {
        using var connection = new McpConnection(target);
        byte[] body = Encoding.UTF8.GetBytes(
            $$$"""{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"name":"{{{name}}}","cursor":"{{{_tools}}}"}}"""
        );
        var times = new List<double>(_lists);
        for (int call = 0; call < _lists; call++)
        {
            long started = Stopwatch.GetTimestamp();
            (int status, ReadOnlyMemory<byte> reply) = await connection.PostAsync(body);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (status != 200 || reply.Length < ToolList.Of(_tools).Length)
            {
                throw new BenchException($"{target.Name}: status {status}, {reply.Length} bytes.");
            }
        }

        return Report.Median(times);
    }

    private static HttpRequestMessage Request(Target target, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, target.Endpoint)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", "2025-06-18");
        request.Headers.Authorization = target.Token is null ? null : new AuthenticationHeaderValue("Bearer", target.Token);
        return request;
    }

    private sealed record Round(
        double DirectLagMs,
        double GatewayLagMs,
        double DirectListMs,
        double GatewayListMs,
        double DirectStreamMs,
        double GatewayStreamMs
    )
    {
        public override string ToString() =>
            $"event {DirectLagMs:F3} -> {GatewayLagMs:F3} ms, list {DirectListMs:F2} -> {GatewayListMs:F2} ms, as an event "
            + $"{DirectStreamMs:F2} -> {GatewayStreamMs:F2} ms";
    }
}
