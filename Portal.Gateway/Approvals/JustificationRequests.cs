using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Portal.Gateway.Exchanges;

namespace Portal.Gateway.Approvals;

/// <summary>
/// Questions of the portal's own that are open: why a held call is wanted. Each is for one caller in one session, and is answered
/// once.
/// </summary>
internal sealed class JustificationRequests
{
    /// <summary>Holds what ids of the portal's own requests begin with; servers' own requests pass in the same session.</summary>
    public const string Prefix = "portal-why-";

    private const int RandomBytes = 24;

    private readonly ConcurrentDictionary<string, Question> _open = new(StringComparer.Ordinal);

    /// <summary>Opens a question; its id cannot be guessed.</summary>
    public string Open(Guid ticket, Exchange exchange)
    {
        var id = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
        _open[id] = new Question(ticket, exchange.Caller.Id, exchange.Server, exchange.Session.Id);
        return id;
    }

    /// <summary>
    /// Takes the ticket of a question that the sender of an answer was asked; null when it was not, or when it has been answered
    /// or closed.
    /// </summary>
    public Guid? Take(string id, Exchange exchange) =>
        _open.TryGetValue(id, out var question)
        && question.Caller == exchange.Caller.Id
        && question.Server == exchange.Server
        && question.Session == exchange.Session.Id
        && _open.TryRemove(id, out _)
            ? question.Ticket
            : null;

    /// <summary>Closes a question; false when it has been answered.</summary>
    public bool Close(string id) => _open.TryRemove(id, out _);

    private sealed record Question(Guid Ticket, Guid Caller, string Server, Guid Session);
}
