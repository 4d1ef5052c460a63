using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Portal.Data.Sessions;
using Portal.Gateway.Callers;
using Portal.Gateway.Journal;
using Portal.Gateway.Recording;

namespace Portal.Api;

/// <summary>Authenticates the API's callers by the same opaque tokens as the gateway's (RFC 6750, header only).</summary>
internal sealed class BearerTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    TokenDirectory tokens,
    TokenUsage usage,
    PortalJournal journal,
    RefusalLimiter limiter,
    TimeProvider time
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";

    // Whom a token stood for that is good no longer: the handler is made anew for each request.
    private Caller? _claimed;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization;
        if (header.Count != 1 || header[0] is not { } value || !value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var check = tokens.Check(value.AsSpan("Bearer ".Length).Trim(' '));
        if (check.Caller is not { } caller)
        {
            _claimed = check.Claimed;
            return Task.FromResult(AuthenticateResult.Fail(check.Fault ?? "refused"));
        }

        usage.Note(caller.TokenId, time.GetUtcNow(), Context.Connection.RemoteIpAddress?.ToString() ?? "unknown");
        Context.Features.Set(caller);
        var identity = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, caller.Id.ToString()),
                new Claim(ClaimTypes.Name, caller.Name),
                .. caller.Roles.Select(role => new Claim(ClaimTypes.Role, role)),
            ],
            SchemeName
        );
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName)));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (!await RecordAsync(StatusCodes.Status401Unauthorized))
        {
            return;
        }

        Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        await TypedResults
            .Problem("Send 'Authorization: Bearer <token>' with a good token.", statusCode: StatusCodes.Status401Unauthorized)
            .ExecuteAsync(Context);
    }

    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (!await RecordAsync(StatusCodes.Status403Forbidden))
        {
            return;
        }

        await TypedResults
            .Problem("Your roles do not allow this.", statusCode: StatusCodes.Status403Forbidden)
            .ExecuteAsync(Context);
    }

    // Invalid attempts are recorded (PCI DSS 10.2.1.4); the attempt is refused whether or not that works. Too many are answered
    // here, and counted.
    private async ValueTask<bool> RecordAsync(int status)
    {
        if (!limiter.Takes(ApiLimits.SourceOf(Context)))
        {
            var answer = await ApiLimits.TooManyAsync(
                Context,
                "Too many of your requests were refused (Limits:RefusedPerAddressPerMinute, Limits:RefusedPerMinute). Wait.",
                limiter.RetryAfterSeconds
            );
            await answer.ExecuteAsync(Context);
            return false;
        }

        await journal.RecordAsync(
            "api-refused",
            (Context.Features.Get<Caller>() ?? _claimed)?.AsActor() ?? RecordActor.Anonymous,
            Context.Connection.RemoteIpAddress?.ToString(),
            RecordOutcome.Denied,
            ("status", status.ToString()),
            ("method", Request.Method),
            ("path", Request.Path.Value)
        );
        return true;
    }
}
