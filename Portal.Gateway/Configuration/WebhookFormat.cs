namespace Portal.Gateway.Configuration;

/// <summary>The shape of what a webhook is sent.</summary>
public enum WebhookFormat
{
    /// <summary>Standard Webhooks: <c>type</c>, <c>timestamp</c> and <c>data</c>, signed.</summary>
    Standard,

    /// <summary>A Slack message with blocks, for an incoming webhook of Slack.</summary>
    Slack,

    /// <summary>A message with an Adaptive Card, for a Teams workflow that takes webhook requests.</summary>
    Teams,
}
