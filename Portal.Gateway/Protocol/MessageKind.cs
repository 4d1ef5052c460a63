namespace Portal.Gateway.Protocol;

/// <summary>Kinds of JSON-RPC message.</summary>
internal enum MessageKind
{
    /// <summary>Method and id.</summary>
    Request,

    /// <summary>Method without id.</summary>
    Notification,

    /// <summary>Id with a result or an error.</summary>
    Response,
}
