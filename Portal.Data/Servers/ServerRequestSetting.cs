namespace Portal.Data.Servers;

/// <summary>Represents what becomes of requests that a server makes of its clients.</summary>
public enum ServerRequestSetting : byte
{
    /// <summary>They pass: the client asks its user.</summary>
    Allow = 0,

    /// <summary>A person must approve each.</summary>
    Hold = 1,

    /// <summary>They are refused in the client's place.</summary>
    Deny = 2,
}
