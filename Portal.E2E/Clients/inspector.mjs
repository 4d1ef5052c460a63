// @modelcontextprotocol/inspector --cli, as a person would type it: one command lists the tools, one calls a tool.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { run } from './run.mjs';

const launcher = fileURLToPath(new URL('node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js', import.meta.url));

await run(async ({ url, requestInit, tool, args }) => {
  const inspect = async (...more) => {
    const header = `Authorization: ${requestInit.headers.Authorization}`;
    const common = ['--cli', url, '--transport', 'http', '--header', header];
    const { stdout } = await promisify(execFile)(process.execPath, [launcher, ...common, ...more]);
    return JSON.parse(stdout);
  };
  const { tools } = await inspect('--method', 'tools/list');
  const pairs = Object.entries(args).map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const call = ['--method', 'tools/call', '--tool-name', tool];
  const result = await inspect(...call, ...(pairs.length > 0 ? ['--tool-arg', ...pairs] : []));
  return { protocol: null, tools: tools.map(({ name }) => name), result };
});
