using System.Text;
using Portal.Data.Sessions;

namespace Portal.Tests.Host;

[CollectionDefinition(nameof(LargeReplyTests), DisableParallelization = true)]
public sealed class LargeReplyCollection : ICollectionFixture<PortalHost>;

/// <summary>Measures the process's memory, so nothing else may run beside it.</summary>
[Collection(nameof(LargeReplyTests))]
public sealed class LargeReplyTests(PortalHost host)
{
    private const int Megabyte = 1024 * 1024;
    private const int Offered = 200;
    private const int Limit = 16;

    [Theory]
    [InlineData("application/json", false)]
    [InlineData("application/json", true)]
    [InlineData("text/event-stream", false)]
    public async Task Reply_Of200Megabytes_IsRefusedWithoutBeingHeld(string type, bool withLength)
    {
        await host.AssertServesAsync();
        using var watch = host.Watch();
        var filler = Encoding.ASCII.GetBytes(new string('a', Megabyte));
        GC.Collect();
        var baseline = GC.GetTotalMemory(forceFullCollection: true);
        var (sent, peak) = (0, 0L);

        var reply = await host.CallAsync(async call =>
        {
            var start = (type == "application/json" ? "" : "data: ") + "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"x\":\"";
            await call.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nConnection: close\r\n{(withLength ? $"Content-Length: {Offered * Megabyte}\r\n" : "")}\r\n{start}");
            for (; sent < Offered; sent++)
            {
                await call.WriteAsync(filler);
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
            }
        });

        Assert.Equal(200, reply.Status);
        Assert.Contains("-32015", reply.Text, StringComparison.Ordinal);
        Assert.True(sent < Limit + 32, $"{sent} MB were taken from the server.");
        Assert.True(peak - baseline < (Limit + 64) * (long)Megabyte, $"{(peak - baseline) / Megabyte} MB more were held.");
        Assert.Contains(watch.Seen, record => record is { From: RecordOrigin.Portal, Outcome: RecordOutcome.Error });
        await host.AssertServesAsync();
    }
}
