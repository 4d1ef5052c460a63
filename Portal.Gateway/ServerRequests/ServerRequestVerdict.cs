namespace Portal.Gateway.ServerRequests;

/// <summary>Represents why a server's request of a client does not pass.</summary>
/// <param name="Rule">The rule that decided, as records show it.</param>
/// <param name="Reason">A sentence for the server, the client and whoever reads the record.</param>
internal sealed record ServerRequestVerdict(string Rule, string Reason)
{
    /// <summary>The rule about forms.</summary>
    public static ServerRequestVerdict SensitiveForm { get; } = new("sensitive form",
        "The form asks for a password, PIN, card or key, which no form may ask for. Send the user to a page of your own instead (elicitation in URL mode).");

    /// <summary>The rule about the model.</summary>
    public static ServerRequestVerdict Sampling { get; } = new("server setting: sampling",
        "This server may not use the models of its clients. An administrator of the portal can allow it.");

    /// <summary>The rule about the user.</summary>
    public static ServerRequestVerdict Elicitation { get; } = new("server setting: elicitation",
        "This server may not ask the users of its clients. An administrator of the portal can allow it.");
}
