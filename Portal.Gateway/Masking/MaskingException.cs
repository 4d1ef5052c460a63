namespace Portal.Gateway.Masking;

/// <summary>
/// The engine itself failed on a message, which must not pass. Only the inner exception's type and stack may be logged: its text may quote what was
/// being masked.
/// </summary>
public sealed class MaskingException(Exception inner)
    : Exception("The masking engine failed; nothing of the message may pass.", inner);
