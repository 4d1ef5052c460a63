namespace Portal.Gateway.Configuration;

/// <summary>What clients are told about masking. Configuration section <c>Gateway:Masking</c>.</summary>
public sealed class MaskingOptions
{
    /// <summary>
    /// Whether a result in which something was masked says so in <c>_meta["portal/masked"]</c>, so that an agent does not take
    /// asterisks or a filled number for data. Default true.
    /// </summary>
    public bool Notice { get; set; } = true;
}
