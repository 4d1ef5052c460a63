using System.Collections.Concurrent;
using System.Text;
using Portal.Bench.Processes;

namespace Portal.Bench.Load;

/// <summary>Clients that ask again as soon as they are answered, whatever the answer.</summary>
internal sealed class RequestFlood : IFlood
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    private const int LargeCallNumbers = 160_000;

    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, int> _answers = new(StringComparer.Ordinal);
    private readonly Task[] _clients;

    public RequestFlood(string name, int clients, Func<HttpRequestMessage> request)
    {
        Name = name;
        _clients = [.. Enumerable.Range(0, clients).Select(_ => Task.Run(() => AskAsync(request)))];
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <inheritdoc />
    public IReadOnlyDictionary<string, int> Answers => _answers;

    /// <inheritdoc />
    public bool WentAsMeant =>
        _clients.Length == 0 || (!_answers.IsEmpty && _answers.Keys.All(answer => answer is "200" or "429"));

    /// <summary>Clients that post a wrong password to the sign-in page.</summary>
    public static RequestFlood OfSignIns(int clients, string origin)
    {
        (string cookie, string token) = SignInForm.Open(origin);
        return new RequestFlood("sign-ins", clients, () => new HttpRequestMessage(HttpMethod.Post, $"{origin}/sign-in")
            {
                Headers = { { "Cookie", cookie } },
                Content = new FormUrlEncodedContent(
                    new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["_handler"] = "sign-in",
                        ["__RequestVerificationToken"] = token,
                        ["Form.Email"] = GatewaySeed.Approver,
                        ["Form.Password"] = "not the password 1",
                    }
                ),
            });
    }

    /// <summary>Clients of one caller that search all texts for what is in none.</summary>
    public static RequestFlood OfSearches(int clients, string origin, string token) =>
        new("searches", clients, () =>
            new HttpRequestMessage(HttpMethod.Get, $"{origin}/api/v1/records?text=nowhere-to-be-found")
            {
                Headers = { { "Authorization", $"Bearer {token}" } },
            }
        );

    /// <summary>Clients of a caller who may call nothing, each with a large call full of card numbers.</summary>
    public static RequestFlood OfLargeCalls(int clients, Uri server, string token)
    {
        byte[] call = LargeCall();
        return new RequestFlood("large calls", clients, () => new HttpRequestMessage(HttpMethod.Post, server)
            {
                Headers = { { "Authorization", $"Bearer {token}" }, { "Accept", "application/json, text/event-stream" } },
                Content = new ByteArrayContent(call) { Headers = { { "Content-Type", "application/json" } } },
            });
    }

    public void Dispose()
    {
        _stopping.Cancel();
        Task.WaitAll(_clients);
        _stopping.Dispose();
    }

    // The published test number, over and over: 2.7 MB.
    private static byte[] LargeCall() =>
        Encoding.ASCII.GetBytes(
            """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"numbers":["""
                + string.Join(',', Enumerable.Repeat("4111111111111111", LargeCallNumbers))
                + "]}}}"
        );

    private async Task AskAsync(Func<HttpRequestMessage> request)
    {
        using var client = new HttpClient(
            new SocketsHttpHandler
            {
                UseProxy = false,
                UseCookies = false,
                AllowAutoRedirect = false,
                MaxConnectionsPerServer = 1,
            }
        )
        {
            Timeout = Patience,
        };
        while (!_stopping.IsCancellationRequested)
        {
            await Task.WhenAny(AskOnceAsync(client, request), Task.Delay(Timeout.Infinite, _stopping.Token));
        }
    }

    private async Task AskOnceAsync(HttpClient client, Func<HttpRequestMessage> request)
    {
        string answer;
        try
        {
            using HttpRequestMessage message = request();
            using HttpResponseMessage response = await client.SendAsync(message, _stopping.Token);
            await response.Content.ReadAsByteArrayAsync(_stopping.Token);
            answer = $"{(int)response.StatusCode}";
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (HttpRequestException)
        {
            answer = "closed";
        }

        _answers.AddOrUpdate(answer, 1, (_, count) => count + 1);
    }
}
