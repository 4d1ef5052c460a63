using System.Text;

namespace Portal.Tests.Host;

/// <summary>An answer that is read while it is still open.</summary>
internal sealed class OpenStream : IDisposable
{
    private readonly StringBuilder _text = new();
    private readonly HttpResponseMessage _response;

    private OpenStream(HttpResponseMessage response)
    {
        _response = response;
        Ended = ReadAsync();
    }

    /// <summary>Completes with all that came when the stream has ended, however it did.</summary>
    public Task<string> Ended { get; }

    public int Status => (int)_response.StatusCode;

    public string Text
    {
        get
        {
            lock (_text)
            {
                return _text.ToString();
            }
        }
    }

    public static async Task<OpenStream> OpenAsync(HttpClient client, HttpRequestMessage request) =>
        new(await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken));

    /// <summary>Completes when a text has come.</summary>
    public async Task SeenAsync(string text)
    {
        while (!Text.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(Ended.IsCompleted && !Text.Contains(text, StringComparison.Ordinal), $"The stream ended without '{text}': {Text}");
            await Task.WhenAny(Ended, Task.Delay(10, TestContext.Current.CancellationToken));
        }
    }

    public void Dispose() => _response.Dispose();

    private async Task<string> ReadAsync()
    {
        try
        {
            using var reader = new StreamReader(await _response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
            var buffer = new char[4096];
            for (int read; (read = await reader.ReadAsync(buffer, TestContext.Current.CancellationToken)) > 0;)
            {
                lock (_text)
                {
                    _text.Append(buffer, 0, read);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or ObjectDisposedException)
        {
            // A reset ends a stream too.
        }

        return Text;
    }
}
