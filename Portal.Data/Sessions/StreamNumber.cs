namespace Portal.Data.Sessions;

/// <summary>Finds the number of a stream, or takes the next free one. Several writers may do so at once.</summary>
internal static class StreamNumber
{
    // Each failure means that another writer has got its number, and writers take one when they start.
    private const int MaxTries = 32;

    /// <summary>The stream's number.</summary>
    /// <param name="find">Reads it; null while the stream has none.</param>
    /// <param name="take">Takes the next number, or nothing when another writer took it first.</param>
    public static int Of(Func<int?> find, Action take)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (find() is { } number)
            {
                return number;
            }

            take();
        }

        return find()
            ?? throw new InvalidOperationException(
                $"Other writers took the next number of RecordStreams {MaxTries} times in a row."
            );
    }
}
