using Portal.E2E.Targets;

namespace Portal.E2E.Interop;

/// <summary>The one call that every public client makes, and what it must see. The only place that knows the server and its tool.</summary>
internal static class CardTool
{
    public const string Server = McpServersFixture.Payments;

    public const string Name = "get_customer";

    /// <summary>What clients with a page call it.</summary>
    public const string Title = "Get customer";

    public const string Arguments = """{"id":"CUS-0001"}""";

    /// <summary>The number in the sample server's data; the test number of the card schemes.</summary>
    public const string Number = "4111111111111111";

    public const string Masked = "411111******1111";
}
