using System.Security.Cryptography;
using System.Text;

namespace PaymentsServer.Access;

/// <summary>Lets requests in that carry the right <c>X-Api-Key</c>; answers 401 to the others.</summary>
internal sealed class ApiKeyMiddleware(RequestDelegate next, string apiKey)
{
    /// <summary>The header that carries the key.</summary>
    public const string HeaderName = "X-Api-Key";

    // Compared as hashes, so that neither the key nor its length shows in the time taken.
    private readonly byte[] _expected = SHA256.HashData(Encoding.UTF8.GetBytes(apiKey));

    /// <summary>Checks one request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var given = SHA256.HashData(Encoding.UTF8.GetBytes(context.Request.Headers[HeaderName].ToString()));
        if (CryptographicOperations.FixedTimeEquals(given, _expected))
        {
            return next(context);
        }

        context.Response.Headers.WWWAuthenticate = $"ApiKey header=\"{HeaderName}\"";
        return Results
            .Problem($"Send the server's key in the {HeaderName} header.", statusCode: StatusCodes.Status401Unauthorized)
            .ExecuteAsync(context);
    }
}
