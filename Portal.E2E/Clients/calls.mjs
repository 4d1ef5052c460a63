// Identical calls at once by one client of the session era that gives up on each after a while: node calls.mjs URL TOKEN TOOL ARGUMENTS, with COPIES and TIMEOUT_MS in the environment.
// Prints [{ outcome: 'result' | 'held' | 'timeout', ticket?, text? }].
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ErrorCode } from '@modelcontextprotocol/sdk/types.js';
import { run } from './run.mjs';

const describe = ({ status, value, reason }) => {
  if (status === 'rejected') {
    if (reason.code === ErrorCode.RequestTimeout) return { outcome: 'timeout' };
    throw reason;
  }
  const held = value._meta?.['portal/outcome'];
  return held ? { outcome: 'held', ticket: held.ticket, code: held.code } : { outcome: 'result', isError: value.isError ?? false, text: value.content?.[0]?.text?.slice(0, 4000) };
};

await run(async ({ url, requestInit, tool, args }) => {
  const client = new Client({ name: 'portal-e2e-calls', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
  const copies = Number(process.env.COPIES ?? 1);
  const calls = Array.from({ length: copies }, () => client.callTool({ name: tool, arguments: args }, undefined, { timeout: Number(process.env.TIMEOUT_MS) }));
  return (await Promise.allSettled(calls)).map(describe);
});
