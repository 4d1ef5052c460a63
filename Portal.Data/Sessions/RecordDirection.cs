namespace Portal.Data.Sessions;

/// <summary>Represents what a record is on the wire.</summary>
public enum RecordDirection : byte
{
    /// <summary>A JSON-RPC request.</summary>
    Request = 0,

    /// <summary>A JSON-RPC response, result or error.</summary>
    Response = 1,

    /// <summary>A JSON-RPC notification.</summary>
    Notification = 2,

    /// <summary>Something the portal itself did or refused; no JSON-RPC message passed.</summary>
    Control = 3,
}
