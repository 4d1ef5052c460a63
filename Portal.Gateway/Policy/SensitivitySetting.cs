using Portal.Gateway.Configuration;
using Portal.Gateway.Masking.Decisions;

namespace Portal.Gateway.Policy;

/// <summary>Brings the setting to the engine, which knows no configuration.</summary>
internal static class SensitivitySetting
{
    /// <summary>Returns what the engine calls it.</summary>
    /// <param name="options">The settings.</param>
    public static Sensitivity SensitivityOf(this GatewayOptions options) =>
        options.Masking.Sensitivity switch
        {
            MaskingSensitivity.Balanced => Sensitivity.Balanced,
            MaskingSensitivity.Strict => Sensitivity.Strict,
            MaskingSensitivity.Precise => Sensitivity.Precise,
            var other => throw new ArgumentOutOfRangeException(nameof(options), other, "No sensitivity of this number."),
        };
}
