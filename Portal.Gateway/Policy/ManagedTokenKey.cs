using Portal.Data.Keys;
using Portal.Gateway.Keys;
using Portal.Gateway.Masking.Rules;

namespace Portal.Gateway.Policy;

/// <summary>
/// The active key of the register with the purpose <c>pan-token</c>. When it is rotated, tokens made from then on are others.
/// </summary>
internal sealed class ManagedTokenKey(KeyRegister register) : ITokenKey
{
    public void Hash(ReadOnlySpan<byte> text, Span<byte> hash) => register.Active(KeyPurpose.PanToken).Hash(text, hash);
}
