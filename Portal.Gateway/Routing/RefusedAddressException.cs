namespace Portal.Gateway.Routing;

/// <summary>A server's address leads where the gateway does not connect.</summary>
/// <param name="reason">Why, to follow "The server's address"; names no address and no host.</param>
internal sealed class RefusedAddressException(string reason) : Exception($"The server's address {reason}.")
{
    /// <summary>Why, to follow "The server's address".</summary>
    public string Reason => reason;

    /// <summary>Nothing but addresses at which no server is reached.</summary>
    public static RefusedAddressException OutOfBounds() =>
        new("leads to a link-local, unspecified, multicast or cloud metadata address, where no MCP server is reached");

    /// <summary>The gateway's own address.</summary>
    public static RefusedAddressException OwnAddress() => new("leads back to this gateway");

    /// <summary>The refusal behind a failed request; null where there is none.</summary>
    public static RefusedAddressException? Behind(Exception? exception)
    {
        for (var one = exception; one is not null; one = one.InnerException)
        {
            if (one is RefusedAddressException refused)
            {
                return refused;
            }
        }

        return null;
    }
}
