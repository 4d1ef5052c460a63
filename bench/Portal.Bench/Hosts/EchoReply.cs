using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Portal.Bench.Hosts;

/// <summary>The answers of the echo server. A tool result is exactly as long as asked for, if that is long enough.</summary>
internal static class EchoReply
{
    /// <summary>The name in a request for tools that is answered with an event stream, as most servers answer.</summary>
    public const string StreamName = "stream";

    private static ReadOnlySpan<byte> Initialized =>
        """{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"echo","version":"1.0"}}"""u8;

    private static ReadOnlySpan<byte> Tools =>
        """{"tools":[{"name":"echo","description":"Answers with its arguments","inputSchema":{"type":"object"}}]}"""u8;

    private static ReadOnlySpan<byte> Head => "{\"jsonrpc\":\"2.0\",\"id\":"u8;

    private static ReadOnlySpan<byte> Result => ",\"result\":"u8;

    private static ReadOnlySpan<byte> Content => "{\"content\":[{\"type\":\"text\",\"text\":\""u8;

    private static ReadOnlySpan<byte> Structured => "\"}],\"structuredContent\":{\"arguments\":"u8;

    private static ReadOnlySpan<byte> Tail => "},\"isError\":false}"u8;

    public static void Write(HttpResponse response, ReadOnlyMemory<byte> message, int defaultSize)
    {
        EchoCall call = EchoCall.Read(message.Span, defaultSize);
        if (call.Id.IsEmpty)
        {
            response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }

        if (call.Name == StreamName)
        {
            response.ContentType = "text/event-stream";
            response.BodyWriter.Write("event: message\ndata: "u8);
            WritePlain(response.BodyWriter, call.Id, ToolList.Of(call.Cursor));
            response.BodyWriter.Write("\n\n"u8);
            return;
        }

        response.ContentType = "application/json";
        switch (call.Method)
        {
            case "tools/call":
                WriteToolResult(response, call);
                break;
            case "initialize":
                WritePlain(response.BodyWriter, call.Id, Initialized);
                break;
            case "tools/list":
                WritePlain(response.BodyWriter, call.Id, call.Cursor == 0 ? Tools : ToolList.Of(call.Cursor));
                break;
            default:
                WritePlain(response.BodyWriter, call.Id, "{}"u8);
                break;
        }
    }

    private static void WriteToolResult(HttpResponse response, EchoCall call)
    {
        int fixedLength =
            Head.Length
            + call.Id.Length
            + Result.Length
            + Content.Length
            + Structured.Length
            + call.Arguments.Length
            + Tail.Length
            + 1;
        byte[] filler = Filler.Of(Math.Max(0, call.Size - fixedLength), call.Cards);
        response.ContentLength = fixedLength + filler.Length;
        PipeWriter writer = response.BodyWriter;
        writer.Write(Head);
        writer.Write(call.Id);
        writer.Write(Result);
        writer.Write(Content);
        writer.Write(filler);
        writer.Write(Structured);
        writer.Write(call.Arguments);
        writer.Write(Tail);
        writer.Write("}"u8);
    }

    private static void WritePlain(PipeWriter writer, ReadOnlySpan<byte> id, ReadOnlySpan<byte> result)
    {
        writer.Write(Head);
        writer.Write(id);
        writer.Write(Result);
        writer.Write(result);
        writer.Write("}"u8);
    }
}
