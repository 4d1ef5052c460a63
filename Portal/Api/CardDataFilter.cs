using Microsoft.AspNetCore.Mvc;
using Portal.Data;

namespace Portal.Api;

/// <summary>
/// Answers a card number in what a person typed with the field and a sentence, and masks what problems quote of a request: they
/// end up in tickets and chats.
/// </summary>
internal sealed class CardDataFilter(IStoredTextMask mask) : IEndpointFilter
{
    /// <inheritdoc />
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            var result = await next(context);
            Mask(result is INestedHttpResult nested ? nested.Result : result);
            return result;
        }
        catch (CardDataException exception)
        {
            return TypedResults.ValidationProblem(
                new Dictionary<string, string[]>(StringComparer.Ordinal) { [exception.Field] = [exception.Message] }
            );
        }
    }

    private void Mask(object? result)
    {
        if (result is not IValueHttpResult { Value: ProblemDetails problem })
        {
            return;
        }

        problem.Detail = problem.Detail is { } detail ? mask.Mask(detail) : null;
        if (problem is HttpValidationProblemDetails { Errors: { } errors })
        {
            foreach (var (field, messages) in errors.ToList())
            {
                errors.Remove(field);
                errors[mask.Mask(field)] = [.. messages.Select(mask.Mask)];
            }
        }
    }
}
