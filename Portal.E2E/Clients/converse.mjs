// One conversation of a client of the session era: node converse.mjs TARGET, with TARGET the JSON of
// { url, token, transport: 'http' | 'sse', steps: [{ method, params }] }.
// Prints what the server says of itself, its lists, the answer to each step and the status of every HTTP request as JSON.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { CreateMessageRequestSchema, ElicitRequestSchema, ResultSchema } from '@modelcontextprotocol/sdk/types.js';

const { url, token, transport: kind, steps } = JSON.parse(process.argv[2]);
const statuses = new Set();
const pending = [];
let ending = false;

// How often a server pings depends on time, so each kind of request and what came of it is noted once; an answer to a ping may also come after
// the session's end.
const note = async (init, response) => {
  const message = init?.body ? JSON.parse(init.body) : undefined;
  const { status, headers } = await response;
  if (ending && message && !message.method) return;
  const type = message?.id !== undefined && message.method ? ` ${headers.get('content-type')?.split(';')[0]}` : '';
  statuses.add(`${init?.method ?? 'GET'}${message ? ` ${message.method ?? '(response)'}` : ''}: ${status}${type}`);
};
const watch = (address, init) => {
  const response = fetch(address, init);
  pending.push(note(init, response).catch(() => {}));
  return response;
};

const outcome = async (work) => {
  try {
    return await work();
  } catch (error) {
    if (error.code === undefined) throw error;
    return { error: { code: error.code, message: error.message, data: error.data ?? null } };
  }
};

const client = new Client({ name: 'portal-e2e-converse', version: '1.0.0' }, { capabilities: { sampling: {}, elicitation: {} } });
client.setRequestHandler(CreateMessageRequestSchema, () => ({ model: 'none', role: 'assistant', content: { type: 'text', text: 'A fixed answer.' } }));
client.setRequestHandler(ElicitRequestSchema, () => ({ action: 'decline' }));

// Of what the transport brings, because the client drops progress that comes in one read with the result.
let progress = [];
const watchProgress = (transport) => {
  const receive = transport.onmessage;
  transport.onmessage = (message, extra) => {
    if (message.method === 'notifications/progress') progress.push(message.params);
    receive(message, extra);
  };
};

const take = async ({ method, params }) => {
  progress = [];
  const onprogress = method === 'tools/call' ? () => {} : undefined;
  const answer = await outcome(() => client.request({ method, params }, ResultSchema, { onprogress, timeout: 240_000 }));
  return progress.length > 0 ? { ...answer, progress } : answer;
};

const listAll = async (method) => {
  const pages = [];
  for (let cursor; ; ) {
    const page = await take({ method, params: cursor ? { cursor } : {} });
    pages.push(page);
    cursor = page.nextCursor;
    if (!cursor) return pages;
  }
};

const requestInit = token ? { headers: { Authorization: `Bearer ${token}` } } : {};
const transport = new (kind === 'sse' ? SSEClientTransport : StreamableHTTPClientTransport)(new URL(url), { requestInit, fetch: watch });
let protocol;
const setProtocolVersion = transport.setProtocolVersion.bind(transport);
transport.setProtocolVersion = (version) => setProtocolVersion((protocol = version));
await client.connect(transport);
watchProgress(transport);
const capabilities = client.getServerCapabilities();
const lists = {};
if (capabilities.tools) lists.tools = await listAll('tools/list');
if (capabilities.prompts) lists.prompts = await listAll('prompts/list');
if (capabilities.resources) {
  lists.resources = await listAll('resources/list');
  lists.templates = await listAll('resources/templates/list');
}
const answers = [];
for (const step of steps) answers.push(await take(step));
await Promise.all(pending);
ending = true;
if (kind === 'http') await transport.terminateSession();
await Promise.all(pending);
await client.close();

const server = client.getServerVersion();
const instructions = client.getInstructions() ?? null;
const printed = { protocol, server, capabilities, instructions, lists, answers, http: [...statuses].sort() };
// Exiting before a pipe has taken all of it would cut a long answer.
process.stdout.write(JSON.stringify(printed), () => process.exit(0));
