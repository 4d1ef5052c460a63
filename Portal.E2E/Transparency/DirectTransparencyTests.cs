using Portal.E2E.Targets;

namespace Portal.E2E.Transparency;

public sealed class DirectTransparencyTests(McpServersFixture servers) : TransparencyTests(servers, proxied: false);
