namespace Portal.Gateway.Masking.Scanning;

/// <summary>Places of a block at which something could be: bit n is the n-th byte.</summary>
/// <param name="Words">A phrase may begin.</param>
/// <param name="Chains">Twelve digits and joiners in a row end.</param>
/// <param name="Runs">The sixteenth letter, digit or sign in a row.</param>
/// <param name="Pairs">Pairs of letters or digits begin, a joiner behind each.</param>
/// <param name="Parts">Digits beside a quote end.</param>
/// <param name="Marks">A sign stands with which another way of writing text begins.</param>
/// <param name="Exponents">An <c>e</c> behind a digit.</param>
internal readonly record struct BlockPlaces(ulong Words, ulong Chains, ulong Runs, ulong Pairs, ulong Parts, ulong Marks, ulong Exponents)
{
    /// <summary>All of them.</summary>
    public ulong Any => Words | Chains | Runs | Pairs | Parts | Marks | Exponents;
}
