using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Gateway.Journal;

#pragma warning disable MA0048 // the resource and its JSON shape belong together

namespace Portal.Api;

/// <summary><c>/api/v1/controls</c>.</summary>
internal static class ControlsApi
{
    public static void MapControls(this IEndpointRouteBuilder api) =>
        api.MapGet("/controls", List)
            .WithTags("Controls")
            .RequireAuthorization(PortalApi.Reader)
            .WithSummary("The portal's security controls and whether each one works");

    private static Ok<Page<ControlJson>> List(ControlFailures failures)
    {
        var current = failures.Current;
        return TypedResults.Ok(
            new Page<ControlJson>(
                [
                    .. PortalControls.All.Select(control =>
                        ControlJson.Of(control, current.FirstOrDefault(failure => failure.Control == control))
                    ),
                ],
                null
            )
        );
    }
}

/// <summary>A control as the API shows it.</summary>
internal sealed record ControlJson(string Control, string State, DateTimeOffset? Since, string? Cause)
{
    public static ControlJson Of(string control, ControlFailure? failure) =>
        new(control, failure is null ? "working" : "failed", failure?.Since, failure?.Cause);
}
