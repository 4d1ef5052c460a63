using Microsoft.AspNetCore.Identity;
using Portal.Data.People;

namespace Portal.SignIn;

/// <summary>
/// Asks for at least one letter beside Identity's digit (PCI DSS 8.3.6), and bounds the length so that hashing stays cheap.
/// </summary>
internal sealed class PasswordLetterValidator : IPasswordValidator<Person>
{
    /// <summary>Longest password in characters.</summary>
    public const int MaxLength = 256;

    public Task<IdentityResult> ValidateAsync(UserManager<Person> manager, Person user, string? password)
    {
        if (password?.Length > MaxLength)
        {
            return Failed("PasswordTooLong", $"A password has at most {MaxLength} characters.");
        }

        return password is not null && password.Any(char.IsLetter)
            ? Task.FromResult(IdentityResult.Success)
            : Failed("PasswordRequiresLetter", "A password has at least one letter.");
    }

    private static Task<IdentityResult> Failed(string code, string description) =>
        Task.FromResult(IdentityResult.Failed(new IdentityError { Code = code, Description = description }));
}
