using Portal.Data.Keys;

namespace Portal.Gateway.Keys;

/// <summary>The purposes of keys as they are written in addresses, records and settings.</summary>
public static class KeyPurposes
{
    /// <summary>All purposes.</summary>
    public static IReadOnlyList<KeyPurpose> All { get; } =
    [KeyPurpose.CardIndex, KeyPurpose.PanToken, KeyPurpose.Signing, KeyPurpose.CallIdentity, KeyPurpose.TicketLink];

    /// <summary>Such as <c>card-index</c>.</summary>
    public static string NameOf(KeyPurpose purpose) =>
        purpose switch
        {
            KeyPurpose.CardIndex => "card-index",
            KeyPurpose.PanToken => "pan-token",
            KeyPurpose.Signing => "signing",
            KeyPurpose.CallIdentity => "call-identity",
            KeyPurpose.TicketLink => "ticket-link",
            _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
        };

    /// <summary>The purpose of a name; false when there is none.</summary>
    public static bool TryParse(string name, out KeyPurpose purpose)
    {
        foreach (var known in All)
        {
            if (NameOf(known) == name)
            {
                purpose = known;
                return true;
            }
        }

        purpose = default;
        return false;
    }
}
