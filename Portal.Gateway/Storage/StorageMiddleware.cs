using Microsoft.AspNetCore.Http;
using Portal.Gateway.Recording;

namespace Portal.Gateway.Storage;

/// <summary>
/// Refuses calls while there is too little room for their records. The refusal is no record: it would take the room of what is
/// under way.
/// </summary>
internal sealed class StorageMiddleware(RequestDelegate next, StorageWatch storage, Refusals refusals)
{
    public Task InvokeAsync(HttpContext context) =>
        storage.IsFull ? refusals.RefuseAsync(context, Refusals.NoRoom) : next(context);
}
