using System.ComponentModel;
using ModelContextProtocol.Server;

namespace Portal.E2E.Interop;

/// <summary>Answers as the sample payments server does behind the gateway. Goes when the interop tests run against those two.</summary>
[McpServerToolType]
internal sealed class StandInCardTools
{
    [McpServerTool(Name = CardTool.Name), Description("Finds cards by holder.")]
    public static string SearchCards([Description("Who holds the card")] string? query = null) => $"{query}: {CardTool.Masked}";
}
