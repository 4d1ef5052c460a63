using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Portal.Data.People;

namespace Portal.SignIn;

/// <summary>
/// Who an open circuit belongs to, checked twice a minute: a sign-in that is over, a disabled person or a changed security stamp
/// leaves the circuit without a person, and every page refuses from then on.
/// </summary>
internal sealed class CircuitSignIn(ILoggerFactory loggers, IServiceScopeFactory scopes, SignInStore store)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState,
        CancellationToken cancellationToken
    )
    {
        if (authenticationState.User.SignIn() is not { } id || !await store.IsOpenAsync(id, cancellationToken))
        {
            return false;
        }

        await using var scope = scopes.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<SignInManager<Person>>();
        if (await people.ValidateSecurityStampAsync(authenticationState.User) is not null)
        {
            return true;
        }

        // Its cookie is worth nothing from now on either, and every tab leads to the sign-in page.
        await store.EndAsync(id);
        return false;
    }
}
