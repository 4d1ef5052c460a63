using System.Text.Json.Serialization;

namespace Portal.Gateway.Keys;

/// <summary>A public signing key as a JSON Web Key (RFC 7517, RFC 7518 6.2.1).</summary>
/// <param name="KeyType"><c>EC</c>.</param>
/// <param name="Use"><c>sig</c>.</param>
/// <param name="Algorithm"><c>ES256</c>.</param>
/// <param name="KeyId">The key's id.</param>
/// <param name="Curve"><c>P-256</c>.</param>
/// <param name="X">Base64url.</param>
/// <param name="Y">Base64url.</param>
public sealed record PublicKey(
    [property: JsonPropertyName("kty")] string KeyType,
    [property: JsonPropertyName("use")] string Use,
    [property: JsonPropertyName("alg")] string Algorithm,
    [property: JsonPropertyName("kid")] string KeyId,
    [property: JsonPropertyName("crv")] string Curve,
    [property: JsonPropertyName("x")] string X,
    [property: JsonPropertyName("y")] string Y
);
