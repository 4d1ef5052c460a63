namespace Portal.Data.Sessions;

/// <summary>Who a record's message came from.</summary>
public enum RecordOrigin : byte
{
    /// <summary>The MCP client.</summary>
    Client = 0,

    /// <summary>The upstream MCP server.</summary>
    Server = 1,

    /// <summary>The portal.</summary>
    Portal = 2,
}
