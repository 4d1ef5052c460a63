// The sessionless era: @modelcontextprotocol/client 2.x, held to protocol 2026-07-28.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { run } from './run.mjs';

await run(async ({ url, requestInit, tool, args }) => {
  const client = new Client({ name: 'portal-e2e-client-v2', version: '1.0.0' }, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
  const { tools } = await client.listTools();
  const result = await client.callTool({ name: tool, arguments: args });
  const protocol = client.getNegotiatedProtocolVersion?.() ?? null;
  await client.close();
  return { protocol, tools: tools.map(({ name }) => name), result };
});
