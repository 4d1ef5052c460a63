namespace Portal.E2E.Conformance;

/// <param name="Statuses">SUCCESS, FAILURE, WARNING, INFO or SKIPPED for each check.</param>
/// <param name="Output">What the suite printed.</param>
internal sealed record ConformanceResult(IReadOnlyDictionary<ConformanceCheck, string> Statuses, string Output)
{
    public int Count(string status) => Statuses.Values.Count(value => value == status);

    /// <summary>Every check whose status is not the same here and there; a check that one side lacks has the status "absent" there.</summary>
    public IReadOnlyList<ConformanceDifference> Compare(ConformanceResult other) =>
    [
        .. Statuses.Keys.Union(other.Statuses.Keys)
            .Select(check => new ConformanceDifference(check, StatusOf(check), other.StatusOf(check)))
            .Where(difference => difference.Direct != difference.Proxied)
            .OrderBy(difference => difference.Check.ToString(), StringComparer.Ordinal),
    ];

    public string Summary() =>
        string.Join(", ", Statuses.Values.GroupBy(status => status, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count())
            .Select(group => $"{group.Count()} {group.Key}"));

    private string StatusOf(ConformanceCheck check) => Statuses.GetValueOrDefault(check, "absent");
}
