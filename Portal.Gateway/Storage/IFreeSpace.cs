namespace Portal.Gateway.Storage;

/// <summary>Measures the space that is left where the evidence is kept.</summary>
public interface IFreeSpace
{
    /// <summary>Free bytes; null where there is no volume of the portal's own to look at.</summary>
    /// <exception cref="IOException">It cannot be measured.</exception>
    long? Measure();
}
