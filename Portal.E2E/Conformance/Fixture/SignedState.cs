using System.Security.Cryptography;
using System.Text;

namespace Portal.E2E.Conformance.Fixture;

/// <summary>A <c>requestState</c> that a client cannot forge: a nonce and its HMAC.</summary>
internal sealed class SignedState
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public string Create()
    {
        var nonce = RandomNumberGenerator.GetHexString(16);
        return $"{nonce}.{Sign(nonce)}";
    }

    public bool IsGenuine(string state) =>
        state.Split('.') is [var nonce, var signature]
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(Sign(nonce)));

    private string Sign(string nonce) => Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(nonce)));
}
