namespace Portal.E2E.Transparency;

/// <summary>A request as the server got it.</summary>
internal sealed record CapturedRequest(string Method, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
