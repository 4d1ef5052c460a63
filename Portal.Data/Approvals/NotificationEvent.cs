namespace Portal.Data.Approvals;

/// <summary>Represents what a webhook is told about a ticket.</summary>
public enum NotificationEvent : byte
{
    /// <summary>A call is held and waits for people.</summary>
    Requested = 0,

    /// <summary>The ticket has ended: approved, denied, expired or withdrawn.</summary>
    Decided = 1,
}
