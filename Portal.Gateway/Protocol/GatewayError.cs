namespace Portal.Gateway.Protocol;

/// <summary>JSON-RPC error codes: JSON-RPC 2.0's own, MCP's, and the gateway's.</summary>
public static class GatewayError
{
    /// <summary>The body is not JSON the gateway accepts (JSON-RPC 2.0, section 5.1).</summary>
    public const int ParseError = -32700;

    /// <summary>The JSON is no valid or no unambiguous request (JSON-RPC 2.0, section 5.1).</summary>
    public const int InvalidRequest = -32600;

    /// <summary>A request of the server's is rejected in the client's place (MCP 2025-11-25, Sampling, Error Handling).</summary>
    public const int RequestRejected = -1;

    /// <summary>
    /// The parameters are not as the method wants them, or name nothing that there is, such as an unknown task (JSON-RPC 2.0,
    /// section 5.1).
    /// </summary>
    public const int InvalidParams = -32602;

    /// <summary>The gateway itself failed (JSON-RPC 2.0, section 5.1).</summary>
    public const int InternalError = -32603;

    /// <summary>No such session, or not this caller's.</summary>
    public const int SessionNotFound = -32001;

    /// <summary>HTTP headers and body disagree (MCP 2026-07-28, Streamable HTTP, Server Validation).</summary>
    public const int HeaderMismatch = -32020;

    /// <summary>Denied by policy.</summary>
    public const int Denied = -32010;

    /// <summary>A person denied the call.</summary>
    public const int ApprovalDenied = -32011;

    /// <summary>The call waits for a person, or nobody decided in time.</summary>
    public const int ApprovalPending = -32012;

    /// <summary>The call could not be recorded, so it was not made, or its reply is withheld.</summary>
    public const int RecordingUnavailable = -32013;

    /// <summary>The server is unreachable, timed out or broke off.</summary>
    public const int ServerUnreachable = -32014;

    /// <summary>The server's reply could not be read and masked, so it is withheld.</summary>
    public const int Unmaskable = -32015;

    /// <summary>A limit is reached; trying again later may help.</summary>
    public const int LimitExceeded = -32016;
}
