using Portal.E2E.Targets;

namespace Portal.E2E.Conformance;

public sealed class Conformance20250618Tests(McpServersFixture servers, ITestOutputHelper output)
    : ConformanceTests(servers, output, "2025-06-18", fewestSuccesses: 56);
