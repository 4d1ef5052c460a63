using System.Security.Cryptography;
using System.Text;

namespace Portal.SignIn;

/// <summary>
/// The one-time code with which the first administrator is created: 256 random bits, kept as a hash in memory, good until used.
/// </summary>
internal sealed class SetupCode : IDisposable
{
    private readonly SemaphoreSlim _using = new(1, 1);
    private byte[]? _hash;

    /// <summary>Makes the code; an earlier one is void.</summary>
    public string Issue()
    {
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        _hash = Hash(code);
        return code;
    }

    /// <summary>Whether the code is good.</summary>
    public bool Matches(string? code) =>
        _hash is { } hash && code is not null && CryptographicOperations.FixedTimeEquals(hash, Hash(code));

    /// <summary>
    /// Runs <paramref name="create"/> once for a good code; the code is void when it returns no faults. Null when the code is not
    /// good.
    /// </summary>
    public async Task<IReadOnlyList<string>?> UseAsync(string? code, Func<Task<IReadOnlyList<string>>> create)
    {
        await _using.WaitAsync();
        try
        {
            if (!Matches(code))
            {
                return null;
            }

            var faults = await create();
            _hash = faults.Count == 0 ? null : _hash;
            return faults;
        }
        finally
        {
            _using.Release();
        }
    }

    public void Dispose() => _using.Dispose();

    private static byte[] Hash(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code));
}
