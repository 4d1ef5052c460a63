using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Gateway.Notifications;

/// <summary>
/// The headers by which a receiver knows who sent a message and that it is fresh (Standard Webhooks, symmetric).
/// </summary>
internal static class WebhookSignature
{
    public const string Id = "webhook-id";
    public const string Timestamp = "webhook-timestamp";
    public const string Signature = "webhook-signature";

    /// <summary>Adds them.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The message's id, the same at every attempt.</param>
    /// <param name="now">The time of this attempt.</param>
    /// <param name="body">The body as it is sent.</param>
    /// <param name="key">The receiver's key; null leaves the signature out.</param>
    public static void Add(HttpRequestMessage request, string id, DateTimeOffset now, byte[] body, byte[]? key)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.Add(Id, id);
        request.Headers.Add(Timestamp, timestamp);
        if (key is not null)
        {
            byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
            request.Headers.Add(Signature, "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed)));
        }
    }
}
