using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace PaymentsServer.Tools;

/// <summary>The two ways a tool ends: with text and the same as structured content, or with a sentence for the model.</summary>
internal static class ToolResults
{
    /// <summary>Success: <paramref name="text"/> to read and <paramref name="value"/> as <c>structuredContent</c>.</summary>
    public static CallToolResult Structured<T>(string text, T value) =>
        new()
        {
            Content = [new TextContentBlock { Text = text }],
            StructuredContent = JsonSerializer.SerializeToElement(value, McpJsonUtilities.DefaultOptions),
        };

    /// <summary>Success with text alone.</summary>
    public static CallToolResult Text(string text) => new() { Content = [new TextContentBlock { Text = text }] };

    /// <summary>A tool error (<c>isError</c>) that the model can read and act on.</summary>
    public static CallToolResult Refuse(string reason) =>
        new() { Content = [new TextContentBlock { Text = reason }], IsError = true };
}
