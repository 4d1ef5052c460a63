using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Portal.Data.Keys;

namespace Portal.Gateway.Keys;

/// <summary>
/// Signs the portal's own statements: JWS in compact form (RFC 7515), ES256, with the active key of the register.
/// </summary>
public sealed class StatementSigner(KeyRegister keys)
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>Whether there is a key to sign with.</summary>
    public bool CanSign => keys.HasActive(KeyPurpose.Signing);

    /// <summary>Signs a JSON object.</summary>
    /// <param name="json">The statement.</param>
    /// <param name="type">The header's <c>typ</c>, such as <c>portal-self-scan+jws</c>: one kind of statement cannot pass for
    /// another.</param>
    public string Sign(string json, string type)
    {
        var key = keys.Active(KeyPurpose.Signing);
        using ECDsa pair = key.OpenPrivateKey();
        var credentials = new SigningCredentials(
            new ECDsaSecurityKey(pair)
            {
                KeyId = key.Id.ToString(),
                CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
            },
            SecurityAlgorithms.EcdsaSha256
        );
        return Handler.CreateToken(
            json,
            credentials,
            new Dictionary<string, object>(StringComparer.Ordinal) { [JwtHeaderParameterNames.Typ] = type }
        );
    }
}
