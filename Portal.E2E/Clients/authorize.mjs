// Preloaded into the conformance suite (node --import), which sends no token of its own. Adds Authorization to every request for one
// origin and changes nothing else. Covers built-in fetch and the undici package (same channel) and node:http.
import diagnostics from 'node:diagnostics_channel';

const origin = process.env.CONFORMANCE_ORIGIN;
const token = process.env.CONFORMANCE_TOKEN;

if (origin && token) {
  const value = `Bearer ${token}`;
  diagnostics.subscribe('undici:request:create', ({ request }) => {
    if (new URL(request.origin).origin === origin) {
      request.addHeader('authorization', value);
    }
  });
  diagnostics.subscribe('http.client.request.created', ({ request }) => {
    if (`${request.protocol}//${request.getHeader('host')}` === origin) {
      request.setHeader('authorization', value);
    }
  });
}
