using System.ComponentModel.DataAnnotations;

namespace Portal.Gateway.Configuration;

/// <summary>How masking decides, and what clients are told about it. Configuration section <c>Gateway:Masking</c>.</summary>
public sealed class MaskingOptions
{
    /// <summary>
    /// Whether a result in which something was masked says so in <c>_meta["portal/masked"]</c>, so that an agent does not take
    /// asterisks or a filled number for data. Default true.
    /// </summary>
    public bool Notice { get; set; } = true;

    /// <summary>
    /// How much must speak for a number before it is masked as a card number: <c>strict</c>, <c>balanced</c> or <c>precise</c>. Default
    /// balanced. Verification codes, stripe data and PINs are masked alike under all three.
    /// </summary>
    [EnumDataType(typeof(MaskingSensitivity), ErrorMessage = "is Balanced, Strict or Precise.")]
    public MaskingSensitivity Sensitivity { get; set; } = MaskingSensitivity.Balanced;
}
