// Common to the client scripts: node <script> URL TOKEN TOOL ARGUMENTS-AS-JSON prints { protocol, tools, result } as JSON.
export async function run(use) {
  const [url, token, tool, args = '{}'] = process.argv.slice(2);
  if (!url || !tool) {
    console.error('usage: node <script> URL TOKEN TOOL [ARGUMENTS]');
    process.exit(2);
  }
  try {
    const outcome = await use({ url, requestInit: { headers: { Authorization: `Bearer ${token}` } }, tool, args: JSON.parse(args) });
    // Exiting before a pipe has taken all of it would cut a long answer.
    process.stdout.write(`${JSON.stringify(outcome)}\n`, () => process.exit(0));
  } catch (error) {
    console.error(error.stack ?? String(error));
    process.exit(1);
  }
}
