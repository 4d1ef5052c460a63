namespace Portal.Gateway.Approvals;

/// <summary>Represents what is kept in memory of a call that waits in its connection, beside the request itself.</summary>
/// <param name="Ticket">Its ticket.</param>
/// <param name="Tool">The tool, masked.</param>
/// <param name="Rule">The rule that holds it.</param>
/// <param name="ProgressToken">Where the client hears of progress, as JSON text; null when it does not want to.</param>
/// <param name="TakesEvents">Whether it can be answered with an event stream.</param>
internal sealed record HeldCall(Guid Ticket, string Tool, string Rule, string? ProgressToken, bool TakesEvents)
{
    /// <summary>Whether its user is to be asked why.</summary>
    public bool AsksWhy { get; init; }

    /// <summary>How often the client has heard that it waits.</summary>
    public int Beats { get; set; }
}
