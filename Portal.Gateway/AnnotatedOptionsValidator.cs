using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Portal.Gateway;

/// <summary>Says everything that is out of range in a section at once, by configuration key.</summary>
/// <param name="section">Name of the section.</param>
internal sealed class AnnotatedOptionsValidator<T>(string section) : IValidateOptions<T>
    where T : class
{
    public ValidateOptionsResult Validate(string? name, T options)
    {
        var results = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                results.Select(result => $"{section}:{result.MemberNames.FirstOrDefault()}: {result.ErrorMessage}")
            );
    }
}
