using System.Text.Json;
using Portal.Gateway.Masking.Rules;

namespace Portal.Gateway.Policy.Trials;

/// <summary>Represents what is tried on the test bench.</summary>
public sealed record BenchRequest
{
    /// <summary>
    /// A JSON-RPC message, or a part of one: other JSON is taken for a tool's structured result or arguments, anything else for a
    /// tool's text. At most <see cref="MaskingBench.MaxBytes"/> bytes. Never stored and never logged.
    /// </summary>
    public string? Message { get; init; }

    /// <summary>
    /// Instead of a message: a record, as <c>stream.sequence</c>. Its text is masked already; server, tool and direction come
    /// from it.
    /// </summary>
    public string? Record { get; init; }

    /// <summary>
    /// A masking policy to try, saved or not: it takes the place of the one of its name. Null: the policies in force as they are.
    /// </summary>
    public JsonElement? Policy { get; init; }

    /// <summary>The server it would pass; null: policies of every server apply.</summary>
    public string? Server { get; init; }

    /// <summary>The tool it would belong to; null: policies of every tool apply.</summary>
    public string? Tool { get; init; }

    /// <summary>Roles of the caller; null with <see cref="CallerName"/> null: policies for every caller apply.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Name of the caller.</summary>
    public string? CallerName { get; init; }

    /// <summary>Which way it would go.</summary>
    public MaskingDirection Direction { get; init; }
}
