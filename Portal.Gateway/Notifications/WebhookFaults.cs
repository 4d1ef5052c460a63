using Portal.Data.Approvals;
using Portal.Gateway.Configuration;

namespace Portal.Gateway.Notifications;

/// <summary>Represents what is wrong with the webhooks that are configured, by key and without a word of their secrets.</summary>
internal static class WebhookFaults
{
    private const int MaxWebhooks = 20;
    private const int MinSecret = 24;
    private const int MaxSecret = 64;

    public static IEnumerable<string> Of(ApprovalOptions options, string section)
    {
        if (options.Webhooks.Count > MaxWebhooks)
        {
            yield return $"{section}:Webhooks: at most {MaxWebhooks}.";
        }

        for (var index = 0; index < options.Webhooks.Count; index++)
        {
            var webhook = options.Webhooks[index];
            foreach (var fault in Of(webhook, options.Webhooks.Take(index)))
            {
                yield return $"{section}:Webhooks:{index}:{fault}";
            }
        }
    }

    private static IEnumerable<string> Of(WebhookOptions webhook, IEnumerable<WebhookOptions> others)
    {
        if (!IsAddress(webhook.Url))
        {
            yield return "Url: an absolute https address without user, password and fragment; http only to this machine.";
        }

        if (others.Any(other => other.Url == webhook.Url))
        {
            yield return "Url: another webhook has the same.";
        }

        if (string.IsNullOrEmpty(webhook.Secret) ? webhook.Format == WebhookFormat.Standard : !IsSecret(webhook.Secret))
        {
            yield return $"Secret: '{WebhookOptions.SecretPrefix}' and {MinSecret} to {MaxSecret} random bytes in Base64, such "
                + "as from: openssl rand -base64 32. Needed for the format Standard.";
        }

        if (!Enum.IsDefined(webhook.Format))
        {
            yield return "Format: Standard, Slack or Teams.";
        }

        if (webhook.Events.Any(one => !Enum.IsDefined(one)))
        {
            yield return $"Events: of {string.Join(", ", Enum.GetNames<NotificationEvent>())}; leave it out for all.";
        }
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
        && url.UserInfo.Length == 0
        && url.Fragment.Length == 0;

    private static bool IsSecret(string text)
    {
        var key = new byte[text.Length];
        return text.StartsWith(WebhookOptions.SecretPrefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[WebhookOptions.SecretPrefix.Length..], key, out var length)
            && length is >= MinSecret and <= MaxSecret;
    }
}
