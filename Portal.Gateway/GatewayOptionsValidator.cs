using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Portal.Gateway.Configuration;
using Portal.Gateway.Notifications;

namespace Portal.Gateway;

/// <summary>Says everything that is wrong with the gateway's settings at once, by configuration key.</summary>
internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var faults = new List<string>();
        Check(GatewayOptions.Section, options, faults);
        Check($"{GatewayOptions.Section}:Masking", options.Masking, faults);
        Check($"{GatewayOptions.Section}:Recording", options.Recording, faults);
        Check($"{GatewayOptions.Section}:Approvals", options.Approvals, faults);
        faults.AddRange(WebhookFaults.Of(options.Approvals, $"{GatewayOptions.Section}:Approvals"));
        if (
            !Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https")
            || url.AbsolutePath != "/"
            || url.Query.Length > 0
            || url.Fragment.Length > 0
            || url.UserInfo.Length > 0
        )
        {
            faults.Add(
                $"{GatewayOptions.Section}:PublicUrl must be an absolute http or https address without path, such as "
                    + "https://portal.example.com."
            );
        }

        faults.AddRange(OriginFaults(options.AllowedOrigins));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> OriginFaults(IReadOnlyList<string> origins) =>
        origins
            .Select((origin, index) => (origin, key: $"{GatewayOptions.Section}:AllowedOrigins:{index}"))
            .Where(one =>
                !Uri.TryCreate(one.origin, UriKind.Absolute, out var url)
                || url.Scheme is not ("http" or "https")
                || url.PathAndQuery != "/"
                || url.Fragment.Length > 0
                || url.UserInfo.Length > 0
                || one.origin.Contains('*', StringComparison.Ordinal)
            )
            .Select(one =>
                $"{one.key} must be an origin as browsers write it, such as https://agents.example.com: scheme, host and port, "
                + "no path and no '*'."
            );

    private static void Check(string section, object options, List<string> faults)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        faults.AddRange(results.Select(result => $"{section}:{result.MemberNames.FirstOrDefault()}: {result.ErrorMessage}"));
    }
}
