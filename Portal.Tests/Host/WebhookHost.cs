using Portal.Tests.Fakes;

namespace Portal.Tests.Host;

/// <summary>The portal with a receiver of each format, one more that is troubled, and one that only hears of decisions.</summary>
public sealed class WebhookHost : ApprovalHost
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    public const string SlackToken = "T00000000-B00000000-XXXXXXXXXXXXXXXXXXXXXXXX";

    internal WebhookReceiver Receiver { get; } = new();

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(base.Settings, StringComparer.Ordinal)
    {
        ["Gateway:Approvals:Webhooks:0:Url"] = $"{Receiver.Url}/standard",
        ["Gateway:Approvals:Webhooks:0:Secret"] = Secret,
        ["Gateway:Approvals:Webhooks:1:Url"] = $"{Receiver.Url}/slack/{SlackToken}",
        ["Gateway:Approvals:Webhooks:1:Format"] = "Slack",
        ["Gateway:Approvals:Webhooks:2:Url"] = $"{Receiver.Url}/teams",
        ["Gateway:Approvals:Webhooks:2:Format"] = "teams",
        ["Gateway:Approvals:Webhooks:3:Url"] = $"{Receiver.Url}/troubled",
        ["Gateway:Approvals:Webhooks:3:Secret"] = Secret,
        ["Gateway:Approvals:Webhooks:3:Events:0"] = "requested",
        ["Gateway:Approvals:Webhooks:4:Url"] = $"{Receiver.Url}/decisions",
        ["Gateway:Approvals:Webhooks:4:Secret"] = Secret,
        ["Gateway:Approvals:Webhooks:4:Events:0"] = "decided",
    };

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Receiver.DisposeAsync();
    }
}
