namespace Portal.Gateway.Masking.Rules;

/// <summary>One segment of a JSONPath.</summary>
/// <param name="IsDescendant">Whether it looks at every depth below (<c>..</c>) or at children only.</param>
/// <param name="Selectors">What it selects there; one match is enough.</param>
internal sealed record FieldSegment(bool IsDescendant, IReadOnlyList<FieldSelector> Selectors);
