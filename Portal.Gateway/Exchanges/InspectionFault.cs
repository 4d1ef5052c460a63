namespace Portal.Gateway.Exchanges;

/// <summary>Why a request is refused unread.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">JSON-RPC error code.</param>
/// <param name="Message">What is wrong; quotes nothing of the body.</param>
internal sealed record InspectionFault(int Status, int Code, string Message);
