using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Portal.Bench.Hosts;

/// <summary>The MCP server behind every target: answers a call with its arguments and a reply of the size asked for.</summary>
internal static class EchoHost
{
    public const string Verb = "serve-echo";
    public const string HealthPath = "/health";
    private const int DefaultSize = 1024;
    private static readonly TimeSpan CommentEvery = TimeSpan.FromSeconds(15);

    public static int Run(int port)
    {
        WebApplication app = HostBuilder.Create(port).Build();
        app.MapGet(HealthPath, () => "ok");
        app.MapPost("/mcp", context => AnswerAsync(context, DefaultSize));
        app.MapPost("/mcp/{size:int}", context => AnswerAsync(context, int.Parse((string)context.Request.RouteValues["size"]!)));
        app.MapGet("/mcp", IdleAsync);
        app.MapDelete("/mcp", () => { });
        app.Run();
        return 0;
    }

    private static async Task AnswerAsync(HttpContext context, int defaultSize)
    {
        PipeReader body = context.Request.BodyReader;
        ReadResult read;
        while (!(read = await body.ReadAsync(context.RequestAborted)).IsCompleted)
        {
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }

        ReadOnlyMemory<byte> message = read.Buffer.IsSingleSegment ? read.Buffer.First : read.Buffer.ToArray();
        if (EventsOf(message, out string id, out int events, out TimeSpan gap))
        {
            body.AdvanceTo(read.Buffer.End);
            await EchoEvents.WriteAsync(context, id, events, gap);
            return;
        }

        EchoReply.Write(context.Response, message, defaultSize);
        body.AdvanceTo(read.Buffer.End);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static bool EventsOf(ReadOnlyMemory<byte> message, out string id, out int events, out TimeSpan gap)
    {
        EchoCall call = EchoCall.Read(message.Span, 0);
        (id, events, gap) = ("", call.Size, TimeSpan.FromMilliseconds(call.Gap));
        if (call.Name != EchoEvents.Tool)
        {
            return false;
        }

        id = System.Text.Encoding.UTF8.GetString(call.Id);
        return true;
    }

    private static async Task IdleAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        using var timer = new PeriodicTimer(CommentEvery);
        do
        {
            context.Response.BodyWriter.Write(": idle\n\n"u8);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        } while (await timer.WaitForNextTickAsync(context.RequestAborted));
    }
}
