using System.Runtime.InteropServices;

namespace Portal.E2E.Transparency;

/// <summary>An open stream of the scripted server: one event at once, one when the test opens the gate. The gateway's keep-alive comments are counted and left out.</summary>
internal sealed class GatedStream : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly Stream _body;

    private static ReadOnlySpan<byte> KeepAlive => ": keep-alive\n\n"u8;

    private GatedStream(HttpResponseMessage response, Stream body) => (_response, _body) = (response, body);

    public static byte[] SecondEvent(string method) => method == "GET" ? ScriptedReplies.SecondEventOfGet : ScriptedReplies.SecondEvent;

    public static async Task<GatedStream> OpenAsync(WireClient client, string method, CancellationToken cancellationToken)
    {
        var response = method == "GET"
            ? await client.SendAsync(HttpMethod.Get, null, cancellationToken)
            : await client.CallAsync("gated", cancellationToken);
        response.EnsureSuccessStatusCode();
        return new(response, await response.Content.ReadAsStreamAsync(cancellationToken));
    }

    /// <summary>Keep-alive comments that came so far.</summary>
    public int KeepAlives { get; private set; }

    public async Task<byte[]> ReadAsync(int count, CancellationToken cancellationToken)
    {
        var bytes = new List<byte>();
        var next = new byte[1];
        while (bytes.Count < count)
        {
            await _body.ReadExactlyAsync(next, cancellationToken);
            bytes.Add(next[0]);
            LeaveOut(bytes);
        }

        return [.. bytes];
    }

    public async Task<byte[]> ReadToEndAsync(CancellationToken cancellationToken)
    {
        var bytes = new List<byte>();
        var next = new byte[1];
        while (await _body.ReadAsync(next, cancellationToken) == 1)
        {
            bytes.Add(next[0]);
            LeaveOut(bytes);
        }

        return [.. bytes];
    }

    private void LeaveOut(List<byte> bytes)
    {
        if (CollectionsMarshal.AsSpan(bytes).EndsWith(KeepAlive))
        {
            bytes.RemoveRange(bytes.Count - KeepAlive.Length, KeepAlive.Length);
            KeepAlives++;
        }
    }

    public void Dispose()
    {
        _body.Dispose();
        _response.Dispose();
    }
}
