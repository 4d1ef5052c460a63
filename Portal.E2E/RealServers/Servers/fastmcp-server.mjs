// A server written with fastmcp, which is a library: one tool and one resource, on PORT of the loopback interface.
import { FastMCP } from 'fastmcp';
import { z } from 'zod';

const server = new FastMCP({ name: 'portal-e2e-fastmcp', version: '1.0.0' });
server.addTool({
  name: 'add',
  description: 'Adds two numbers',
  parameters: z.object({ a: z.number(), b: z.number() }),
  execute: async ({ a, b }) => String(a + b),
});
server.addResource({
  uri: 'file:///notes/readme.txt',
  name: 'readme',
  mimeType: 'text/plain',
  load: async () => ({ text: 'A fixed text.\n' }),
});
await server.start({ transportType: 'httpStream', httpStream: { host: '127.0.0.1', port: Number(process.env.PORT) } });
