namespace Portal.Components.Servers;

/// <summary>A credential header being typed.</summary>
public sealed class ServerFormHeader
{
    /// <summary>Header name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Header value, a secret.</summary>
    public string Value { get; set; } = "";
}
