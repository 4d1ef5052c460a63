using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Portal.Data;
using Portal.Data.People;

namespace Portal.SignIn;

/// <summary>
/// Registration of sign-in: Identity over the portal's database, a cookie, and what keeps open circuits honest.
/// </summary>
internal static class SignInServices
{
    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services
            .AddIdentityCore<Person>(Configure)
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<PortalDbContext>()
            .AddSignInManager<PersonSignInManager>()
            .AddClaimsPrincipalFactory<PersonClaimsFactory>()
            .AddPasswordValidator<PasswordLetterValidator>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);
        services
            .AddOptions<SignInLimitOptions>()
            .BindConfiguration(SignInLimitOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true);
        services
            .AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, SignInCookie.Configure);
        services.AddAuthorization();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "portal-form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitSignIn>();
        services.AddSingleton<SignInActivity>();
        services.AddSingleton<SignInStore>();
        services.AddSingleton<SignInLocks>();
        services.AddSingleton<SignInLimits>();
        services.AddSingleton<SignInAlarms>();
        services.AddHostedService<SignInKeeper>();
        services.AddScoped<SignInValidator>();
        services.AddSingleton<PasswordHashing>();
        services.AddScoped<PasswordVerifier>();
        services.AddSingleton<SetupCode>();
        services.AddHostedService<FirstRunNotice>();
        services.AddScoped<PasswordSignIn>();
        services.AddSingleton<PasswordConfirmations>();
        services.AddScoped<CircuitOrigin>();
        services.AddScoped<PersonDirectory>();
        return services;
    }

    // PCI DSS 8.3.6. Identity's own lock is for an account as a whole, which anybody could lock: see SignInLocks.
    private static void Configure(IdentityOptions options)
    {
        options.User.RequireUniqueEmail = true;
        options.Password.RequiredLength = 12;
        options.Password.RequireDigit = true;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
        options.Password.RequiredUniqueChars = 4;
    }
}
