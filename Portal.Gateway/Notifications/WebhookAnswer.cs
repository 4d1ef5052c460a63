namespace Portal.Gateway.Notifications;

/// <summary>Represents what came of sending a message once.</summary>
/// <param name="IsTaken">Whether the receiver has it.</param>
/// <param name="Result">A status such as <c>204</c>, or what kept it: never an address, never a text of the receiver.</param>
/// <param name="IsFinal">Whether there is no sense in trying again.</param>
/// <param name="RetryAfter">How long the receiver wants to be left alone.</param>
internal sealed record WebhookAnswer(bool IsTaken, string Result, bool IsFinal = false, TimeSpan? RetryAfter = null);
