namespace Portal.Gateway.Keys;

/// <summary>Where keys lie and which of them are lost. Configuration section <c>Keys</c>.</summary>
public sealed class KeyOptions
{
    /// <summary>Configuration section name.</summary>
    public const string Section = "Keys";

    /// <summary>
    /// Folder of the key files that protect cookies, server credentials and managed keys. Default: <c>keys</c> beside the SQLite
    /// file.
    /// </summary>
    public string? Directory { get; set; }

    /// <summary>
    /// Keys that are lost for good, such as <c>card-index/1</c>, and servers whose credentials are, such as
    /// <c>server/payments</c>. Where they cannot be read, the start goes on without them; keys are destroyed. What can be read is
    /// left alone. Default none.
    /// </summary>
    public IList<string> GiveUp { get; } = [];
}
