using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Portal.Gateway.Notifications;

namespace Portal.Gateway;

/// <summary>Says everything that is wrong with the gateway's settings at once, by configuration key.</summary>
internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var faults = new List<string>();
        Check(GatewayOptions.Section, options, faults);
        Check($"{GatewayOptions.Section}:Recording", options.Recording, faults);
        Check($"{GatewayOptions.Section}:Approvals", options.Approvals, faults);
        faults.AddRange(WebhookFaults.Of(options.Approvals, $"{GatewayOptions.Section}:Approvals"));
        if (!Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")
            || url.AbsolutePath != "/" || url.Query.Length > 0 || url.Fragment.Length > 0 || url.UserInfo.Length > 0)
        {
            faults.Add($"{GatewayOptions.Section}:PublicUrl must be an absolute http or https address without path, such as https://portal.example.com.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Check(string section, object options, List<string> faults)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        faults.AddRange(results.Select(result => $"{section}:{result.MemberNames.FirstOrDefault()}: {result.ErrorMessage}"));
    }
}
