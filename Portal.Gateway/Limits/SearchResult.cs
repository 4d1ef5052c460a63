namespace Portal.Gateway.Limits;

/// <summary>Represents what came of a search.</summary>
/// <param name="Outcome">Whether it ran, and to its end.</param>
/// <param name="Value">What it found; null unless it ran to its end.</param>
public sealed record SearchResult<T>(SearchOutcome Outcome, T? Value)
    where T : class;
