namespace Portal.E2E.Conformance.Fixture;

/// <summary>The smallest valid files of their kind, made here byte by byte.</summary>
internal static class Samples
{
    /// <summary>One red pixel.</summary>
    public static ReadOnlyMemory<byte> Png { get; } = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=="u8.ToArray();

    /// <summary>A RIFF header and an empty data chunk.</summary>
    public static ReadOnlyMemory<byte> Wav { get; } = "UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA="u8.ToArray();
}
