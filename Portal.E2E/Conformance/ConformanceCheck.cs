namespace Portal.E2E.Conformance;

/// <summary>One check of the suite. The suite uses an id several times in a scenario; the occurrence, from 1, tells them apart.</summary>
internal sealed record ConformanceCheck(string Scenario, string Id, int Occurrence)
{
    public override string ToString() => Occurrence == 1 ? $"{Scenario} / {Id}" : $"{Scenario} / {Id} #{Occurrence}";
}
