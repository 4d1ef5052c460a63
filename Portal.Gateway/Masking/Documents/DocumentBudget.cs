namespace Portal.Gateway.Masking.Documents;

/// <summary>Limits the work one document may cost. Work is counted, never timed: the same file has the same answer everywhere.</summary>
/// <param name="MaxFileBytes">The largest file that is opened.</param>
/// <param name="MaxUnpackedBytes">The most bytes that are unpacked from it, and the most text that is made of it.</param>
/// <param name="MaxParts">The most parts of an archive.</param>
internal sealed record DocumentBudget(long MaxFileBytes = 16L << 20, long MaxUnpackedBytes = 16L << 20, int MaxParts = 1024);
