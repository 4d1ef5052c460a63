using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Portal.Data.Keys;
using Portal.Gateway.Configuration;
using Portal.Gateway.Keys;

namespace Portal.Gateway.Notifications;

/// <summary>
/// Links to tickets that leave the portal. A link leads to a ticket and does nothing else: it neither signs anybody in nor
/// decides. Its signature says that this portal made it, so that a forged one in a message that looks like ours is not followed.
/// </summary>
public sealed class TicketLink(KeyRegister keys, IOptions<GatewayOptions> options, TimeProvider time)
{
    /// <summary>Path before the ticket's id.</summary>
    public const string Path = "/links/approvals/";

    // As long as people ask afterwards what became of a call; whoever comes later finds the ticket in the portal.
    private static readonly TimeSpan Life = TimeSpan.FromDays(7);

    /// <summary>Makes a link.</summary>
    public string Make(Guid ticket)
    {
        var key = keys.Active(KeyPurpose.TicketLink);
        var expires = (time.GetUtcNow() + Life).ToUnixTimeSeconds();
        var until = expires.ToString(CultureInfo.InvariantCulture);
        var signature = Base64Url.EncodeToString(Sign(key, ticket, expires));
        return $"{options.Value.PublicUrl.TrimEnd('/')}{Path}{ticket}?expires={until}&signature={signature}";
    }

    /// <summary>Whether this portal made a link, and whether it is still good.</summary>
    /// <param name="ticket">The ticket it names.</param>
    /// <param name="expires">Until when, in Unix seconds as text.</param>
    /// <param name="signature">Its signature, Base64url.</param>
    public TicketLinkState Check(Guid ticket, string? expires, string? signature)
    {
        // Of each number one spelling only, so that a link has one form.
        if (
            !long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var until)
            || until.ToString(CultureInfo.InvariantCulture) != expires
            || signature is null
            || signature.Length != Base64Url.GetEncodedLength(UsableKey.HashLength)
            || !keys.Usable(KeyPurpose.TicketLink).Any(key => IsSigned(key, ticket, until, signature))
        )
        {
            return TicketLinkState.NotOurs;
        }

        return until <= time.GetUtcNow().ToUnixTimeSeconds() ? TicketLinkState.Expired : TicketLinkState.Good;
    }

    private static bool IsSigned(UsableKey key, Guid ticket, long expires, string signature) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(signature),
            Encoding.ASCII.GetBytes(Base64Url.EncodeToString(Sign(key, ticket, expires)))
        );

    private static byte[] Sign(UsableKey key, Guid ticket, long expires)
    {
        var hash = new byte[UsableKey.HashLength];
        key.Hash(
            Encoding.ASCII.GetBytes($"portal-ticket-link/1\n{ticket}\n{expires.ToString(CultureInfo.InvariantCulture)}"),
            hash
        );
        return hash;
    }
}
