using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Portal.Data;
using Portal.Gateway.Configuration;

namespace Portal.Gateway.Routing;

/// <summary>Says what is wrong with a server definition before it is stored.</summary>
public sealed partial class ServerValidator(
    IOptions<GatewayOptions> options,
    IConfiguration configuration,
    IServer server,
    IStoredTextMask mask
)
{
    private static readonly HashSet<string> Forbidden = new(StringComparer.OrdinalIgnoreCase)
    {
        HeaderNames.Host,
        HeaderNames.ContentLength,
        HeaderNames.TransferEncoding,
        HeaderNames.Connection,
        HeaderNames.Upgrade,
        HeaderNames.TE,
        HeaderNames.Trailer,
        HeaderNames.Via,
        HeaderNames.Accept,
        HeaderNames.ContentType,
        "Mcp-Session-Id",
        "MCP-Protocol-Version",
        "Last-Event-ID",
    };

    /// <summary>Every fault of a definition; empty when it is good.</summary>
    public IReadOnlyList<ServerFault> Validate(ServerDefinition definition)
    {
        var faults = new List<ServerFault>();
        if (!NamePattern().IsMatch(definition.Name))
        {
            faults.Add(
                new(
                    "name",
                    "A name has 1 to 64 of a-z, 0-9, '-' and '_' and starts with a letter or digit, for example 'payments'."
                )
            );
        }

        if (UrlFault(definition.Url) is { } fault)
        {
            faults.Add(new("url", fault));
        }

        if (definition.TimeoutSeconds is < 1 or > GatewayOptions.MaxServerTimeoutSeconds)
        {
            faults.Add(
                new(
                    "timeoutSeconds",
                    $"The response timeout is 1 to {GatewayOptions.MaxServerTimeoutSeconds} seconds; leave it out for the "
                        + "default."
                )
            );
        }

        foreach (var (name, value) in definition.Headers)
        {
            if (!TokenPattern().IsMatch(name) || Forbidden.Contains(name))
            {
                faults.Add(
                    new(
                        "headers",
                        $"'{name}' cannot be set for a server; use a credential header such as Authorization or X-Api-Key."
                    )
                );
            }
            else if (value is null || value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            {
                faults.Add(new("headers", $"The value of '{name}' may hold visible ASCII characters only."));
            }
        }

        faults.AddRange(ForwardHeaderFaults(definition));
        faults.AddRange(CardFaults(definition));
        faults.AddRange(
            new[] { ("sampling", definition.Sampling), ("elicitation", definition.Elicitation) }
                .Where(setting => !Enum.IsDefined(setting.Item2))
                .Select(setting => new ServerFault(setting.Item1, "Use 'allow', 'hold' or 'deny'."))
        );
        if (!Enum.IsDefined(definition.Unreadable))
        {
            faults.Add(new("unreadable", "Use 'block' or 'pass'."));
        }

        return faults;
    }

    private IEnumerable<ServerFault> CardFaults(ServerDefinition definition) =>
        new (string Field, string Property, IEnumerable<string> Texts)[]
        {
            ("name", "Name", [definition.Name]),
            ("url", "Address", definition.Url is { } url ? [url, Uri.UnescapeDataString(url)] : []),
            ("headers", "HeaderName", definition.Headers.Keys),
            ("forwardHeaders", "HeaderName", definition.ForwardHeaders),
        }
            .Where(part => part.Texts.Any(mask.HoldsCard))
            .Select(part => new ServerFault(part.Field, CardDataException.MessageFor(part.Property)));

    private static IEnumerable<ServerFault> ForwardHeaderFaults(ServerDefinition definition)
    {
        if (definition.ForwardHeaders.Count > ServerDefinition.MaxForwardHeaders)
        {
            yield return new("forwardHeaders", $"At most {ServerDefinition.MaxForwardHeaders} client headers are forwarded.");
        }

        foreach (var name in definition.ForwardHeaders)
        {
            if (!TokenPattern().IsMatch(name))
            {
                yield return new("forwardHeaders", "A header name has 1 to 128 letters, digits and '-', for example 'X-Tenant'.");
            }
            else if (ForwardableHeaders.IsRefused(name))
            {
                yield return new(
                    "forwardHeaders",
                    $"'{name}' is not forwarded: client credentials, method overrides and what HTTP or MCP itself uses stay "
                        + "with the gateway."
                );
            }
            else if (definition.Headers.Keys.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                yield return new(
                    "forwardHeaders",
                    $"'{name}' is a credential header of the server's own, which a client's would replace."
                );
            }
        }
    }

    private string? UrlFault(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            return "The address must be absolute and start with http:// or https://, for example 'http://127.0.0.1:7001/mcp'.";
        }

        if (uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
        {
            return "The address may not hold a user name, a password or a fragment; put credentials into headers.";
        }

        if (ServerUrl.HasHidden(url))
        {
            return "The address holds a hidden value (•••) that is not stored for this server; type the whole address.";
        }

        if (url.Length > ServerUrl.MaxLength || ServerUrl.Hide(url).Length > ServerUrl.MaxLength)
        {
            return $"The address may have {ServerUrl.MaxLength} characters; put credentials into headers.";
        }

        if (!UpstreamAddressPolicy.AllowsHost(uri))
        {
            return $"{uri.Host} is a link-local, unspecified, multicast or cloud metadata address; no MCP server is reached "
                + "there.";
        }

        return OwnAddresses().Any(own => SameEndpoint(own, uri))
            ? "The address points back at this gateway; give the address of the MCP server itself."
            : null;
    }

    private IEnumerable<Uri> OwnAddresses()
    {
        yield return new Uri(options.Value.PublicUrl);
        // The seed is applied before the server listens, so what it will listen on counts too.
        var listening = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        foreach (var address in listening.Concat((configuration["Urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)))
        {
            // Kestrel writes http://[::]:5080 or http://+:5080 for every interface.
            if (
                Uri.TryCreate(
                    address
                        .Replace("://+", "://localhost", StringComparison.Ordinal)
                        .Replace("://*", "://localhost", StringComparison.Ordinal),
                    UriKind.Absolute,
                    out var own
                )
            )
            {
                yield return own;
            }
        }
    }

    private static bool SameEndpoint(Uri own, Uri other) =>
        own.Port == other.Port
        && (
            string.Equals(own.Host.TrimEnd('.'), other.Host.TrimEnd('.'), StringComparison.OrdinalIgnoreCase)
            || (IsLocal(own.Host.TrimEnd('.')) && IsLocal(other.Host.TrimEnd('.')))
        );

    private static bool IsLocal(string host) => IsLocalName(host.TrimEnd('.'));

    private static bool IsLocalName(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || string.Equals(host, Environment.MachineName, StringComparison.OrdinalIgnoreCase)
        || (
            IPAddress.TryParse(host.Trim('[', ']'), out var address)
            && (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        );

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,63}\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NamePattern();

    [GeneratedRegex("^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex TokenPattern();
}
