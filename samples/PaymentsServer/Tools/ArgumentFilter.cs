using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace PaymentsServer.Tools;

/// <summary>Tells the caller that the arguments do not fit, where the SDK alone would say that something went wrong.</summary>
internal static class ArgumentFilter
{
    /// <summary>Wraps <paramref name="next"/>.</summary>
    public static McpRequestHandler<CallToolRequestParams, CallToolResult> Wrap(
        McpRequestHandler<CallToolRequestParams, CallToolResult> next
    ) =>
        async (request, cancellationToken) =>
        {
            try
            {
                return await next(request, cancellationToken);
            }
            catch (JsonException)
            {
                return ToolResults.Refuse(
                    "The arguments do not fit the tool's inputSchema: a value has the wrong type or is not one of those listed."
                );
            }
            catch (ArgumentException exception)
            {
                return ToolResults.Refuse($"The arguments do not fit the tool's inputSchema: {exception.Message}");
            }
        };
}
