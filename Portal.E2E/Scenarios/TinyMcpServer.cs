using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Portal.E2E.Scenarios;

/// <summary>The least MCP server that a connection test accepts: initialize, tools/list and a customer for every call, one JSON answer each.</summary>
internal sealed class TinyMcpServer : IAsyncDisposable
{
    // A published test number.
    private const string Customer = """{"id":"C-1042","name":"Ana Example","email":"ana@example.com","phone":"+49 30 5550100","card":"4111111111111111"}""";

    private readonly WebApplication _app;

    private TinyMcpServer(WebApplication app) => _app = app;

    public string Url => $"{_app.Urls.First()}/mcp";

    public static async Task<TinyMcpServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/mcp", (Delegate)AnswerAsync);
        await app.StartAsync();
        return new TinyMcpServer(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task<IResult> AnswerAsync(HttpContext context)
    {
        var request = await JsonNode.ParseAsync(context.Request.Body);
        JsonNode? result = request?["method"]?.GetValue<string>() switch
        {
            "initialize" => new JsonObject
            {
                ["protocolVersion"] = request["params"]!["protocolVersion"]!.DeepClone(),
                ["capabilities"] = new JsonObject { ["tools"] = new JsonObject() },
                ["serverInfo"] = new JsonObject { ["name"] = "tiny-payments", ["version"] = "1.2.0" },
            },
            "tools/list" => new JsonObject { ["tools"] = new JsonArray(Tool("list_transactions", "Lists card transactions of a day.", false), Tool("refund_payment", "Pays an amount back to the card.", true)) },
            "tools/call" => new JsonObject { ["content"] = new JsonArray(), ["structuredContent"] = JsonNode.Parse(Customer) },
            _ => null,
        };
        if (request?["id"] is not { } id)
        {
            return TypedResults.Accepted((string?)null);
        }

        var answer = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id.DeepClone() };
        answer[result is null ? "error" : "result"] = result ?? new JsonObject { ["code"] = -32601, ["message"] = "Method not found" };
        return TypedResults.Text(answer.ToJsonString(JsonSerializerOptions.Default), "application/json");
    }

    private static JsonObject Tool(string name, string description, bool destructive) => new()
    {
        ["name"] = name,
        ["description"] = description,
        ["inputSchema"] = new JsonObject { ["type"] = "object" },
        ["annotations"] = new JsonObject { ["destructiveHint"] = destructive },
    };
}
