using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Portal.Bench.Hosts;

/// <summary>
/// An event stream in answer to a call: notifications that say when they were sent, at a steady pace, then the result.
/// </summary>
internal static class EchoEvents
{
    public const string Tool = "echo_events";

    public static async Task WriteAsync(HttpContext context, string id, int events, TimeSpan gap)
    {
        context.Response.ContentType = "text/event-stream";
        for (int number = 0; number < events; number++)
        {
            await Task.Delay(gap, context.RequestAborted);
            await SendAsync(
                context,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $$$$"""{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","logger":"echo","data":{"number":{{{{number}}}},"text":"The work goes on, and here is a line that says so.","sent":"t{{{{Stopwatch.GetTimestamp():x}}}}"}}}"""
                )
            );
        }

        await SendAsync(context, $$$"""{"jsonrpc":"2.0","id":{{{id}}},"result":{"content":[]}}""");
    }

    /// <summary>When an event was sent, by the machine's monotonic clock; null for the result.</summary>
    public static long? SentAt(string data)
    {
        const string Mark = "\"sent\":\"t";
        int start = data.IndexOf(Mark, StringComparison.Ordinal);
        return start < 0
            ? null
            : long.Parse(
                data.AsSpan(start + Mark.Length, data.IndexOf('"', start + Mark.Length) - start - Mark.Length),
                NumberStyles.HexNumber,
                CultureInfo.InvariantCulture
            );
    }

    private static async Task SendAsync(HttpContext context, string json)
    {
        await context.Response.WriteAsync($"event: message\ndata: {json}\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
