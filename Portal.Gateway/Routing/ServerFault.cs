namespace Portal.Gateway.Routing;

/// <summary>Why a server definition is refused.</summary>
/// <param name="Field"><c>name</c>, <c>url</c>, <c>headers</c>, <c>forwardHeaders</c>, <c>sampling</c>, <c>elicitation</c>,
/// <c>unreadable</c> or <c>timeoutSeconds</c>.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record ServerFault(string Field, string Message);
