using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Portal.Bench.Processes;
using Portal.Bench.Records;

namespace Portal.Bench.Commands;

/// <summary>
/// Held calls: how long from a person's decision to the answer of the call, through the API, the upstream and back, while others
/// wait; and what waiting calls cost in memory.
/// </summary>
internal sealed class ApprovalsCommand
{
    private const double MaxDecisionMs = 500;
    private const double MaxAddedMb = 100;
    private const int PageSize = 500;

    private readonly CommandLine _options;
    private readonly int _held;
    private readonly int _waiting;
    private readonly ConcurrentDictionary<int, long> _answered = new();
    private HttpClient _client = null!;
    private Target _gateway = null!;

    private ApprovalsCommand(CommandLine options)
    {
        _options = options;
        _held = options.Number("held", 500, 1, 2000);
        _waiting = options.Number("waiting", 2000, 1, 10_000);
    }

    public static int Run(string[] args) =>
        new ApprovalsCommand(
            new CommandLine(
                [
                    "--env",
                    "Gateway__Approvals__MaxPendingPerCaller=10000",
                    "--env",
                    "Gateway__Approvals__InlineWaitSeconds=1800",
                    .. args,
                ],
                "held",
                "waiting"
            )
        )
            .RunAsync()
            .GetAwaiter()
            .GetResult();

    private async Task<int> RunAsync()
    {
        using var bed = new TestBed(_options);
        bed.StartGateway().Process.Kill();
        string approver = ApproverToken.Insert(bed.Setup.Database);
        _gateway = bed.StartGateway();
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false })
        {
            BaseAddress = new Uri(bed.Setup.Origin),
            Timeout = TimeSpan.FromMinutes(20),
        };
        using HttpClient client = _client;

        // A first round of the same size, thrown away, compiles what is measured.
        await DecideAllAsync(0, Math.Min(_held, 200), approver);
        double[] decisions = [.. (await DecideAllAsync(100_000, _held, approver)).Order()];
        double addedMb = await MemoryAsync(approver);
        double p99 = decisions[(int)Math.Ceiling(decisions.Length * 0.99) - 1];
        bool passed = p99 < MaxDecisionMs && addedMb < MaxAddedMb;
        Report.Write(
            new
            {
                held = _held,
                decisionToAnswerMs = new
                {
                    p50 = Math.Round(decisions[decisions.Length / 2], 1),
                    p99 = Math.Round(p99, 1),
                    max = Math.Round(decisions[^1], 1),
                },
                waiting = _waiting,
                addedMb,
                bed.FileSystem,
                passed,
            },
            _options.Text("json")
        );
        return passed ? 0 : 1;
    }

    /// <summary>
    /// Holds calls, then approves one after the other; milliseconds from sending each decision to having the call's answer.
    /// </summary>
    private async Task<List<double>> DecideAllAsync(int first, int count, string approver)
    {
        Dictionary<int, Task> calls = Enumerable.Range(first, count).ToDictionary(number => number, CallAsync);
        List<(Guid Ticket, int Number)> tickets = await PendingAsync(count, approver);
        var latencies = new List<double>(count);
        foreach ((Guid ticket, int number) in tickets)
        {
            long decided = Stopwatch.GetTimestamp();
            await ApproveAsync(ticket, approver);
            await calls[number];
            latencies.Add(Stopwatch.GetElapsedTime(decided, _answered[number]).TotalMilliseconds);
        }

        return latencies;
    }

    private async Task<double> MemoryAsync(string approver)
    {
        double before = MemorySample.Of(_gateway.Process.Id, "before").ResidentMb;
        Task[] calls = [.. Enumerable.Range(200_000, _waiting).Select(CallAsync)];
        List<(Guid Ticket, int Number)> tickets = await PendingAsync(_waiting, approver);

        // Past the first two beats, with every client's stream begun.
        await Task.Delay(TimeSpan.FromSeconds(22));
        var held = MemorySample.Of(_gateway.Process.Id, $"{_waiting} calls held");
        Report.Progress($"before: {before:F1} MB; {held}");
        await Parallel.ForEachAsync(tickets, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (ticket, _) =>
            await ApproveAsync(ticket.Ticket, approver)
        );
        await Task.WhenAll(calls);
        return Math.Round(held.ResidentMb - before, 1);
    }

    private async Task CallAsync(int number)
    {
        string body =
            $$$$"""{"jsonrpc":"2.0","id":{{{{number}}}},"method":"tools/call","params":{"name":"{{{{GatewaySeed.HeldTool}}}}","arguments":{"size":512,"number":{{{{number}}}}}}}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, _gateway.Endpoint)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _gateway.Token);
        using HttpResponseMessage response = await _client.SendAsync(request);
        string answer = await response.Content.ReadAsStringAsync();
        _answered[number] = Stopwatch.GetTimestamp();
        if (
            answer.Contains("\"isError\":true", StringComparison.Ordinal)
            || !answer.Contains("\"result\"", StringComparison.Ordinal)
        )
        {
            throw new BenchException($"A held call was answered: {answer[..Math.Min(answer.Length, 300)]}");
        }
    }

    private async Task ApproveAsync(Guid ticket, string approver)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/approvals/{ticket}/approve")
        {
            Content = new StringContent("""{"justification":"a benchmark run"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", approver);
        using HttpResponseMessage response = await _client.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    private async Task<List<(Guid Ticket, int Number)>> PendingAsync(int count, string approver)
    {
        while (true)
        {
            var tickets = new List<(Guid, int)>();
            for (string? after = ""; after is not null; )
            {
                using var request = new HttpRequestMessage(
                    HttpMethod.Get,
                    $"/api/v1/approvals?state=pending&take={PageSize}{after}"
                );
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", approver);
                using HttpResponseMessage response = await _client.SendAsync(request);
                using JsonDocument page = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
                tickets.AddRange(
                    page.RootElement.GetProperty("items")
                        .EnumerateArray()
                        .Select(item =>
                            (item.GetProperty("id").GetGuid(), item.GetProperty("arguments").GetProperty("number").GetInt32())
                        )
                );
                after = page.RootElement.GetProperty("next").GetString() is { } next ? "&after=" + next : null;
            }

            if (tickets.Count >= count)
            {
                return tickets;
            }

            await Task.Delay(200);
        }
    }
}
