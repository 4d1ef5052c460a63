using System.Collections.ObjectModel;
using Portal.Data.Servers;
using Portal.Gateway.Configuration;

namespace Portal.Gateway.Routing;

/// <summary>An upstream MCP server as an administrator describes it.</summary>
/// <param name="Name">Unique name, the last part of <c>/mcp/{name}</c>.</param>
/// <param name="Url">Absolute http or https address of the MCP endpoint.</param>
/// <param name="Headers">The server's own credentials: header names and values. Stored protected, never shown again.</param>
/// <param name="Enabled">Whether calls are forwarded.</param>
public sealed record ServerDefinition(string Name, string Url, IReadOnlyDictionary<string, string> Headers, bool Enabled = true)
{
    /// <summary>
    /// How long the server may take to begin its answer, in seconds, 1 to 3600; null for
    /// <see cref="GatewayOptions.ServerTimeoutSeconds"/>.
    /// </summary>
    public int? TimeoutSeconds { get; init; }

    /// <summary>
    /// Names of client headers that are forwarded beside those of the protocol; at most <see cref="MaxForwardHeaders"/>. They are
    /// recorded, shown to approvers and part of what an approval covers.
    /// </summary>
    public IReadOnlyList<string> ForwardHeaders { get; init; } = [];

    /// <summary>Gets what becomes of the server's requests to use clients' models (<c>sampling/createMessage</c>).</summary>
    public ServerRequestSetting Sampling { get; init; }

    /// <summary>Gets what becomes of the server's requests to ask clients' users (<c>elicitation/create</c>).</summary>
    public ServerRequestSetting Elicitation { get; init; }

    /// <summary>Gets what happens to the server's results with files that masking cannot read.</summary>
    public UnreadableSetting Unreadable { get; init; }

    /// <summary>Most names of <see cref="ForwardHeaders"/>.</summary>
    public const int MaxForwardHeaders = 20;

    /// <summary>No headers.</summary>
    public static IReadOnlyDictionary<string, string> NoHeaders { get; } = ReadOnlyDictionary<string, string>.Empty;
}
