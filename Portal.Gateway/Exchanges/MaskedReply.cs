using Portal.Gateway.Masking;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Exchanges;

/// <summary>One message of what the server sent.</summary>
/// <param name="Envelope">What the gateway reads of it.</param>
/// <param name="Place">Where it stands in what was sent.</param>
/// <param name="Wire">As it passes to the caller.</param>
/// <param name="Recorded">As it is recorded: the same, unless an exception lets card numbers pass.</param>
internal readonly record struct MaskedReply(ReplyEnvelope Envelope, Range Place, MaskedMessage Wire, MaskedMessage Recorded);
