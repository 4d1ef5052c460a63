namespace Portal.E2E.Transparency;

/// <summary>An open stream of the scripted server: one event at once, one when the test opens the gate.</summary>
internal sealed class GatedStream : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly Stream _body;

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

    public async Task<byte[]> ReadAsync(int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        await _body.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    public async Task<byte[]> ReadToEndAsync(CancellationToken cancellationToken)
    {
        using var rest = new MemoryStream();
        await _body.CopyToAsync(rest, cancellationToken);
        return rest.ToArray();
    }

    public void Dispose()
    {
        _body.Dispose();
        _response.Dispose();
    }
}
