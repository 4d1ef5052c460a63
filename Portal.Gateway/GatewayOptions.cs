using System.ComponentModel.DataAnnotations;
using Portal.Gateway.Approvals;

namespace Portal.Gateway;

/// <summary>Settings of the gateway. Configuration section <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    /// <summary>Configuration section name.</summary>
    public const string Section = "Gateway";

    /// <summary>
    /// The address clients see, such as <c>https://portal.example.com</c>: issuer and resource of tokens (RFC 9728). Absolute http or https
    /// address without path, query or fragment. Default <c>http://localhost:5080</c>.
    /// </summary>
    [Required]
    public string PublicUrl { get; set; } = "http://localhost:5080";

    /// <summary>Largest request body in bytes; more is answered 413. 1 KiB to 64 MiB, default 4 MiB.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int MaxRequestBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// Largest JSON reply, and largest single SSE event, in bytes; more is refused with -32015, because a message is masked and recorded whole.
    /// 1 KiB to 256 MiB, default 16 MiB.
    /// </summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int MaxReplyBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Minutes without a message after which a session without an <c>Mcp-Session-Id</c> is over. 1 to 1440, default 15.</summary>
    [Range(1, 1440)]
    public int SessionIdleMinutes { get; set; } = 15;

    /// <summary>How long a server may take to begin its answer, in seconds; then -32014. 1 to 3600, default 100. Streams may stay idle for ever.</summary>
    [Range(1, 3600)]
    public int ServerTimeoutSeconds { get; set; } = 100;

    /// <summary>Durable recording.</summary>
    [Required]
    public RecordingOptions Recording { get; set; } = new();

    /// <summary>How held calls wait.</summary>
    [Required]
    public ApprovalOptions Approvals { get; set; } = new();
}
