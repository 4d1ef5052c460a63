using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Tokens;
using Portal.Data.Keys;

namespace Portal.Gateway.Keys;

/// <summary>Generates keys and wraps their secrets.</summary>
public sealed class KeyMaker(IDataProtectionProvider protection, TimeProvider time)
{
    private const int SecretLength = 32;

    private readonly IDataProtector _protector = protection.CreateProtector("Portal.Gateway.Keys.KeyRegister");

    /// <summary>A new key: 256 random bits, or a P-256 pair for signatures.</summary>
    internal ManagedKey Make(KeyPurpose purpose, int version)
    {
        var now = time.GetUtcNow();
        var key = new ManagedKey
        {
            Id = Guid.CreateVersion7(now),
            Purpose = purpose,
            Version = version,
            Algorithm = purpose == KeyPurpose.Signing ? SecurityAlgorithms.EcdsaSha256 : SecurityAlgorithms.HmacSha256,
            UsedFor = UseOf(purpose),
            Created = now,
            Activated = now,
        };
        var secret = purpose == KeyPurpose.Signing ? MakePair(key) : RandomNumberGenerator.GetBytes(SecretLength);
        key.ProtectedSecret = _protector.Protect(Convert.ToBase64String(secret));
        CryptographicOperations.ZeroMemory(secret);
        return key;
    }

    /// <summary>The key to use; null when it is retired, or when what protected it is gone.</summary>
    internal UsableKey? Open(ManagedKey row)
    {
        try
        {
            return row.ProtectedSecret is null
                ? null
                : new UsableKey(
                    row.Id,
                    row.Purpose,
                    row.Version,
                    Convert.FromBase64String(_protector.Unprotect(row.ProtectedSecret))
                );
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[] MakePair(ManagedKey key)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = pair.ExportParameters(includePrivateParameters: false).Q;
        key.PublicKey = JsonSerializer.Serialize(
            new PublicKey(
                "EC",
                "sig",
                SecurityAlgorithms.EcdsaSha256,
                key.Id.ToString(),
                "P-256",
                Base64UrlEncoder.Encode(point.X),
                Base64UrlEncoder.Encode(point.Y)
            )
        );
        return pair.ExportPkcs8PrivateKey();
    }

    private static string UseOf(KeyPurpose purpose) =>
        purpose switch
        {
            KeyPurpose.CardIndex => "keyed hashes of card numbers in the table CardIndex",
            KeyPurpose.PanToken => "handles that stand for card numbers in messages",
            KeyPurpose.Signing => "signatures of the portal's statements, such as self-scans",
            KeyPurpose.CallIdentity => "keyed hashes of held calls in the table ApprovalTickets",
            KeyPurpose.TicketLink => "links to held calls in notifications",
            _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
        };
}
