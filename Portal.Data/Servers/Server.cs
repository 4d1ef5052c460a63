using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Servers;

/// <summary>An upstream MCP server, reached through the gateway at <c>/mcp/{Name}</c>.</summary>
public sealed class Server
{
    /// <summary>UUIDv7.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>Unique name: 1–64 of <c>a-z 0-9 - _</c>, starting with a letter or digit.</summary>
    public required string Name { get; set; }

    /// <summary>
    /// Absolute http or https address of the MCP endpoint, with keys in it hidden; then the whole address is in
    /// <see cref="ProtectedUrl"/>.
    /// </summary>
    public required string Url { get; set; }

    /// <summary>The whole address, protected; null when <see cref="Url"/> hides nothing.</summary>
    public string? ProtectedUrl { get; set; }

    /// <summary>
    /// The server's own credentials, a protected JSON object of header names and values; null when it needs none.
    /// </summary>
    public string? ProtectedHeaders { get; set; }

    /// <summary>Whether calls are forwarded to it.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How long it may take to begin its answer, in seconds; null for the gateway's usual time.</summary>
    public int? TimeoutSeconds { get; set; }

    /// <summary>Names of client headers that are forwarded beside those of the protocol; empty for none.</summary>
    public List<string> ForwardHeaders { get; set; } = [];

    /// <summary>Gets or sets what becomes of its requests to use clients' models (<c>sampling/createMessage</c>).</summary>
    public ServerRequestSetting Sampling { get; set; }

    /// <summary>Gets or sets what becomes of its requests to ask clients' users (<c>elicitation/create</c>).</summary>
    public ServerRequestSetting Elicitation { get; set; }

    /// <summary>Gets or sets what happens to its results with files that masking cannot read.</summary>
    public UnreadableSetting Unreadable { get; set; }

    /// <summary>When it was registered.</summary>
    public DateTimeOffset Created { get; set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset Updated { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Server>
    {
        public void Configure(EntityTypeBuilder<Server> builder)
        {
            builder.Property(server => server.Id).ValueGeneratedNever();
            builder.Property(server => server.Name).HasMaxLength(64);
            builder.Property(server => server.Url).HasMaxLength(2048);
            builder.HasIndex(server => server.Name).IsUnique();
        }
    }
}
