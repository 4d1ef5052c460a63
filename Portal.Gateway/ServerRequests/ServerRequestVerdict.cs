namespace Portal.Gateway.ServerRequests;

/// <summary>Represents why a server's request of a client does not pass.</summary>
/// <param name="Rule">The rule that decided, as records show it.</param>
/// <param name="Reason">A sentence for the server, the client and whoever reads the record.</param>
internal sealed record ServerRequestVerdict(string Rule, string Reason)
{
    private const string HeldReason =
        "An administrator of the portal wants a person to approve it first, which is possible only for a single request in a "
        + "stream (protocol revisions up to 2025-11-25).";

    /// <summary>Whether a person may let it pass, where it can wait.</summary>
    public bool Holds { get; init; }

    /// <summary>The rule about forms.</summary>
    public static ServerRequestVerdict SensitiveForm { get; } =
        new(
            "sensitive form",
            "The form asks for a password, PIN, card or key, which no form may ask for. Send the user to a page of your own "
                + "instead (elicitation in URL mode)."
        );

    /// <summary>The rule about the model.</summary>
    public static ServerRequestVerdict Sampling { get; } =
        new(
            "server setting: sampling",
            "This server may not use the models of its clients. An administrator of the portal can allow it."
        );

    /// <summary>The rule about the user.</summary>
    public static ServerRequestVerdict Elicitation { get; } =
        new(
            "server setting: elicitation",
            "This server may not ask the users of its clients. An administrator of the portal can allow it."
        );

    /// <summary>The setting that has people decide about the model.</summary>
    public static ServerRequestVerdict HeldSampling { get; } = Sampling with { Reason = HeldReason, Holds = true };

    /// <summary>The setting that has people decide about the user.</summary>
    public static ServerRequestVerdict HeldElicitation { get; } = Elicitation with { Reason = HeldReason, Holds = true };
}
