// The session era: @modelcontextprotocol/sdk 1.x begins with initialize.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { run } from './run.mjs';

await run(async ({ url, requestInit, tool, args }) => {
  const client = new Client({ name: 'portal-e2e-sdk-v1', version: '1.0.0' });
  const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit });
  await client.connect(transport);
  const { tools } = await client.listTools();
  const result = await client.callTool({ name: tool, arguments: args });
  const protocol = transport.protocolVersion;
  await transport.terminateSession();
  await client.close();
  return { protocol, tools: tools.map(({ name }) => name), result };
});
