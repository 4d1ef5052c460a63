using System.Text.Json;

namespace Portal.Gateway.Masking;

/// <summary>
/// Says that a message is not read, and so must not pass, for a reason that lies in the message: it asks for more work than its length allows, or holds a document
/// that cannot be read. No failure of the control.
/// </summary>
/// <param name="message">Why, for whoever sent or asked for the message; holds nothing of it.</param>
public sealed class MessageRefusedException(string message) : JsonException(message);
