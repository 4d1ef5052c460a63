using Portal.E2E.Interop;

namespace Portal.E2E.RealServers;

/// <summary>A conversation with the reference server: every kind of content, requests of the server to the client, progress, errors.</summary>
internal static class EverythingSteps
{
    public static IReadOnlyList<Step> All { get; } =
    [
        Step.Call("echo", new { message = "hello" }),
        Step.Call("echo", new { message = $"card {CardTool.Number}" }) with { HoldsCardNumber = true },
        Step.Call("get-sum", new { a = 2, b = 40 }),
        Step.Call("get-sum", new { a = "x", b = 40 }),
        Step.Call("get-structured-content", new { location = "New York" }),
        Step.Call("get-tiny-image"),
        Step.Call("get-annotated-message", new { messageType = "error", includeImage = true }),
        Step.Call("get-resource-links", new { count = 2 }),
        Step.Call("get-resource-reference", new { resourceType = "Text", resourceId = 1 })
            .Varying("/content/1/resource/text", @"created at .*$", "the time of the call"),
        Step.Call("trigger-long-running-operation", new { duration = 0.2, steps = 2 }),
        Step.Call("trigger-sampling-request", new { prompt = "hello", maxTokens = 10 }),
        Step.Call("trigger-elicitation-request"),
        Step.Call("no-such-tool"),
        Step.Read("demo://resource/static/document/architecture.md"),
        Step.Read("demo://no-such-resource"),
        Step.Prompt("args-prompt", new { city = "Oslo" }),
        Step.Prompt("no-such-prompt"),
        new("logging/setLevel", new { level = "warning" }),
        new("completion/complete", new
        {
            @ref = new { type = "ref/prompt", name = "completable-prompt" },
            argument = new { name = "department", value = "E" },
        }),
        new("ping", new { }),
        new("no/such", new { }),
    ];
}
