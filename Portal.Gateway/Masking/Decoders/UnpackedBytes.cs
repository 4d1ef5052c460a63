namespace Portal.Gateway.Masking.Decoders;

/// <summary>
/// How much the packed texts of one message unpack to together: a message may hold many, and a few kilobytes of each become megabytes. Counted for each thread, as
/// a message is masked on one.
/// </summary>
internal static class UnpackedBytes
{
    /// <summary>Most bytes that one message may unpack to: 32 MiB.</summary>
    public const long Most = 32 * 1024 * 1024;

    // Null where nobody counts.
    [ThreadStatic]
    private static long? _spent;

    /// <summary>Begins to count for a message, until the result is given to <see cref="End"/>.</summary>
    public static long? Begin()
    {
        var before = _spent;
        _spent = 0;
        return before;
    }

    /// <summary>Ends counting for a message.</summary>
    /// <param name="before">What <see cref="Begin"/> gave.</param>
    public static void End(long? before) => _spent = before;

    /// <summary>Counts bytes that were unpacked.</summary>
    /// <exception cref="InvalidOperationException">There are more than <see cref="Most"/>: the whole is not read, and must not pass.</exception>
    public static void Spend(int bytes)
    {
        _spent += bytes;
        if (_spent > Most)
        {
            throw new InvalidOperationException("The packed texts within the message unpack to more than is looked at.");
        }
    }
}
