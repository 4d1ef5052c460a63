using Portal.E2E.Targets;

namespace Portal.E2E.Conformance;

public sealed class Conformance20251125Tests(McpServersFixture servers, ITestOutputHelper output)
    : ConformanceTests(servers, output, "2025-11-25", fewestSuccesses: 80);
