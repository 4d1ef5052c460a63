namespace Portal.Gateway.Notifications;

/// <summary>Represents what a link to a ticket is worth.</summary>
public enum TicketLinkState
{
    /// <summary>This portal did not make it, or it was changed.</summary>
    NotOurs,

    /// <summary>This portal made it, too long ago.</summary>
    Expired,

    /// <summary>This portal made it.</summary>
    Good,
}
