using System.ComponentModel.DataAnnotations;

namespace Portal.Gateway.Configuration;

/// <summary>Settings of the gateway. Configuration section <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    /// <summary>Configuration section name.</summary>
    public const string Section = "Gateway";

    /// <summary>Longest time that a server may be given to begin its answer, in seconds.</summary>
    public const int MaxServerTimeoutSeconds = 3600;

    /// <summary>
    /// The address clients see, such as <c>https://portal.example.com</c>: issuer and resource of tokens (RFC 9728). Absolute
    /// http or https address without path, query or fragment. Default <c>http://localhost:5080</c>.
    /// </summary>
    [Required]
    public string PublicUrl { get; set; } = "http://localhost:5080";

    /// <summary>Largest request body in bytes; more is answered 413. 1 KiB to 64 MiB, default 4 MiB.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int MaxRequestBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// Largest JSON reply, and largest single SSE event with its line ends, in bytes; more is refused with -32015, because a
    /// message is masked and recorded whole. 1 KiB to 256 MiB, default 16 MiB.
    /// </summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int MaxReplyBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>
    /// Minutes without a message after which a session without an <c>Mcp-Session-Id</c> is over. 1 to 1440, default 15.
    /// </summary>
    [Range(1, 1440)]
    public int SessionIdleMinutes { get; set; } = 15;

    /// <summary>
    /// How long a server may take to begin its answer, in seconds, where its own setting does not say; then -32014. 1 to 3600,
    /// default 100. Streams may stay idle for ever.
    /// </summary>
    [Range(1, MaxServerTimeoutSeconds)]
    public int ServerTimeoutSeconds { get; set; } = 100;

    /// <summary>
    /// Seconds after which an idle event stream gets a comment, so that proxies and clients do not take it for dead (WHATWG HTML,
    /// 9.2.7). 0 to 3600, 0 for none, default 15.
    /// </summary>
    [Range(0, 3600)]
    public int KeepAliveSeconds { get; set; } = 15;

    /// <summary>
    /// Origins of browser pages that may use <c>/mcp</c> beside the portal's own, such as <c>https://agents.example.com</c>
    /// (CORS). Any other origin is answered 403 (MCP, Streamable HTTP, Security Warning). In Development the MCP Inspector's,
    /// <c>http://localhost:6274</c>, is one of them.
    /// </summary>
    public IReadOnlyList<string> AllowedOrigins { get; set; } = [];

    /// <summary>How masking decides, and what clients are told about it.</summary>
    [Required]
    public MaskingOptions Masking { get; set; } = new();

    /// <summary>Durable recording.</summary>
    [Required]
    public RecordingOptions Recording { get; set; } = new();

    /// <summary>How held calls wait.</summary>
    [Required]
    public ApprovalOptions Approvals { get; set; } = new();
}
