using Portal.Data.Servers;
using Portal.Gateway.Routing;

namespace Portal.Components.Servers;

/// <summary>
/// Represents what the form of a server holds. Stored credentials never come into it; keys in the address are hidden.
/// </summary>
public sealed class ServerForm
{
    /// <summary>Unique name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Address of the MCP endpoint.</summary>
    public string Url { get; set; } = "";

    /// <summary>Whether calls are forwarded.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Seconds the server may take to begin its answer; null for the gateway's usual time.</summary>
    public int? TimeoutSeconds { get; set; }

    /// <summary>Client headers that are forwarded, separated by commas or blanks.</summary>
    public string ForwardHeaders { get; set; } = "";

    /// <summary>Gets or sets what becomes of the server's requests to use clients' models.</summary>
    public ServerRequestSetting Sampling { get; set; }

    /// <summary>Gets or sets what becomes of the server's requests to ask clients' users.</summary>
    public ServerRequestSetting Elicitation { get; set; }

    /// <summary>Gets or sets what happens to results with files that masking cannot read.</summary>
    public UnreadableSetting Unreadable { get; set; }

    /// <summary>New credential headers; they replace every stored one.</summary>
    public List<ServerFormHeader> Headers { get; } = [];

    /// <summary>Whether stored credentials are dropped.</summary>
    public bool DropHeaders { get; set; }

    /// <summary>The form of a registered server.</summary>
    public static ServerForm Of(ServerDefinition server) =>
        new()
        {
            Name = server.Name,
            Url = ServerUrl.Hide(server.Url),
            Enabled = server.Enabled,
            TimeoutSeconds = server.TimeoutSeconds,
            ForwardHeaders = string.Join(", ", server.ForwardHeaders),
            Sampling = server.Sampling,
            Elicitation = server.Elicitation,
            Unreadable = server.Unreadable,
        };

    /// <summary>The server as typed.</summary>
    public ServerDefinition ToDefinition() =>
        new(
            Name.Trim(),
            Url.Trim(),
            Headers
                .Where(header => !string.IsNullOrWhiteSpace(header.Name))
                .GroupBy(header => header.Name.Trim(), StringComparer.OrdinalIgnoreCase)
                .ToDictionary(group => group.Key, group => group.Last().Value.Trim(), StringComparer.OrdinalIgnoreCase),
            Enabled
        )
        {
            TimeoutSeconds = TimeoutSeconds,
            ForwardHeaders =
            [
                .. ForwardHeaders
                    .Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)
                    .Distinct(StringComparer.OrdinalIgnoreCase),
            ],
            Sampling = Sampling,
            Elicitation = Elicitation,
            Unreadable = Unreadable,
        };
}
