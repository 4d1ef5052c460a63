using Portal.E2E.Targets;

namespace Portal.E2E.Transparency;

public sealed class GatewayTransparencyTests(McpServersFixture servers) : TransparencyTests(servers, proxied: true);
