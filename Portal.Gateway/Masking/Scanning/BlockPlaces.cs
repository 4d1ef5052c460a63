namespace Portal.Gateway.Masking.Scanning;

/// <summary>Represents the places of a block at which something could be: bit n is the n-th byte.</summary>
/// <param name="Words">A phrase may begin.</param>
/// <param name="Stems">A stem of glued names may begin.</param>
/// <param name="Chains">Twelve digits and signs between them in a row end.</param>
/// <param name="Runs">The sixteenth letter, digit or sign in a row.</param>
/// <param name="Pairs">Pairs of letters or digits begin, a joiner behind each.</param>
/// <param name="Parts">A digit stands beside a quote.</param>
/// <param name="Marks">A sign stands with which another way of writing text begins.</param>
/// <param name="Exponents">An <c>e</c> behind a digit.</param>
internal readonly record struct BlockPlaces(
    ulong Words,
    ulong Stems,
    ulong Chains,
    ulong Runs,
    ulong Pairs,
    ulong Parts,
    ulong Marks,
    ulong Exponents
);
