namespace Portal.Gateway.Masking.Rules;

/// <summary>Which way a message goes.</summary>
public enum MaskingDirection : byte
{
    /// <summary>From the server to the client: results, errors, notifications, questions.</summary>
    Response,

    /// <summary>From the client to the server: requests, notifications, answers.</summary>
    Request,
}
