namespace Portal.E2E.Conformance;

/// <summary>A check that ends differently through the gateway than without it.</summary>
internal sealed record ConformanceDifference(ConformanceCheck Check, string Direct, string Proxied)
{
    public override string ToString() => $"{Check}: {Direct} directly, {Proxied} through the gateway";
}
