using System.Security.Cryptography;
using System.Text;
using Portal.Data.Approvals;

namespace Portal.Gateway.Configuration;

/// <summary>A receiver that is told of held calls. Configuration section <c>Gateway:Approvals:Webhooks:{n}</c>.</summary>
public sealed class WebhookOptions
{
    /// <summary>Holds what a secret begins with (Standard Webhooks).</summary>
    public const string SecretPrefix = "whsec_";

    /// <summary>
    /// Where it is sent: an absolute https address; http to this machine only. Whoever may set it may let the portal send to any
    /// host it can reach.
    /// </summary>
    public string Url { get; set; } = "";

    /// <summary>
    /// The key that requests are signed with: <c>whsec_</c> and 24 to 64 random bytes in Base64 (Standard Webhooks). Required for
    /// <see cref="WebhookFormat.Standard"/>; Slack and Teams do not look at signatures.
    /// </summary>
    public string? Secret { get; set; }

    /// <summary>The shape of what is sent. Default Standard.</summary>
    public WebhookFormat Format { get; set; }

    /// <summary>Gets what it is told. Default: all.</summary>
    public IList<NotificationEvent> Events { get; } = [];

    /// <summary>Whether it is told of an event.</summary>
    internal bool Takes(NotificationEvent notification) => Events.Count == 0 || Events.Contains(notification);

    /// <summary>
    /// Gets what stands for it in the database and stays the same while its address does. The address itself may be a secret.
    /// </summary>
    internal string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Url)))[..32];

    /// <summary>Its host, which may be logged.</summary>
    internal string Host => new Uri(Url).Host;

    /// <summary>The signing key; null when there is none.</summary>
    internal byte[]? Key => Secret is { Length: > 0 } secret ? Convert.FromBase64String(secret[SecretPrefix.Length..]) : null;
}
