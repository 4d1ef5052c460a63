using Portal.E2E.Targets;

namespace Portal.E2E.Conformance;

public sealed class Conformance20260728Tests(McpServersFixture servers, ITestOutputHelper output)
    : ConformanceTests(servers, output, "2026-07-28", fewestSuccesses: 148);
