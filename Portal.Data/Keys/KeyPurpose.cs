namespace Portal.Data.Keys;

/// <summary>Represents what a key of the register is for. A key serves one purpose only (NIST SP 800-57 part 1, 5.2).</summary>
public enum KeyPurpose : byte
{
    /// <summary>Keyed hashes of card numbers by which records are found again (PCI DSS 3.5.1.1).</summary>
    CardIndex = 0,

    /// <summary>Stable handles that stand for card numbers where a rule says <c>token</c>.</summary>
    PanToken = 1,

    /// <summary>Signatures of the portal's own statements, such as the result of a self-scan.</summary>
    Signing = 2,

    /// <summary>Keyed hashes of held calls in which something was masked, by which an approved call is known again.</summary>
    CallIdentity = 3,

    /// <summary>Links to tickets that leave the portal in notifications, by which it knows those it made.</summary>
    TicketLink = 4,
}
